/*
 * Base score of CVSS 3.0 and 3.1 (FIRST, specification 3.1, section 7.1): from the vector alone, without temporal and
 * environmental metrics. Answers 0-10, or undefined for a vector that is none.
 */

const weights: Record<string, Record<string, number>> = {
  AV: { N: 0.85, A: 0.62, L: 0.55, P: 0.2 },
  AC: { L: 0.77, H: 0.44 },
  UI: { N: 0.85, R: 0.62 },
  C: { H: 0.56, L: 0.22, N: 0 },
  I: { H: 0.56, L: 0.22, N: 0 },
  A: { H: 0.56, L: 0.22, N: 0 },
};
/** Privileges weigh more when the scope changes. */
const privileges: Record<string, Record<string, number>> = {
  U: { N: 0.85, L: 0.62, H: 0.27 },
  C: { N: 0.85, L: 0.68, H: 0.5 },
};

/** To one decimal upwards, without the errors of binary fractions (appendix A of 3.1). */
function roundUp(value: number): number {
  const scaled = Math.round(value * 100_000);
  return scaled % 10_000 === 0
    ? scaled / 100_000
    : (Math.floor(scaled / 10_000) + 1) / 10;
}

export function cvss3BaseScore(vector: string): number | undefined {
  if (!/^CVSS:3\.[01]\//.test(vector)) {
    return undefined;
  }
  const metrics = new Map(
    vector
      .split('/')
      .slice(1)
      .map(part => part.split(':') as [string, string]),
  );
  const weight = (metric: string) =>
    weights[metric]?.[metrics.get(metric) ?? ''];
  const scope = metrics.get('S') ?? '';
  const privilege = privileges[scope]?.[metrics.get('PR') ?? ''];
  const values = Object.keys(weights).map(weight);
  if (privilege === undefined || values.includes(undefined as never)) {
    return undefined;
  }
  const [attack, complexity, interaction, c, i, a] = values;
  const base = 1 - (1 - c) * (1 - i) * (1 - a);
  const impact =
    scope === 'C'
      ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15
      : 6.42 * base;
  if (impact <= 0) {
    return 0;
  }
  const exploitability = 8.22 * attack * complexity * privilege * interaction;
  const sum = impact + exploitability;
  return roundUp(Math.min(scope === 'C' ? 1.08 * sum : sum, 10));
}
