import { decodeText } from '../decodeText';
import { checkShape, parseJson } from '../readJson';
import { severityOfScore } from '../sbom/severity';
import type {
  Finding,
  FindingLevel,
  FindingSeverity,
  FindingsReport,
} from '../types';
import { UnreadableDocument } from '../UnreadableDocument';
import { fingerprintOf, numbered } from './fingerprintOf';
import { ruleById } from './ruleById';
import {
  sarifLog,
  sarifResult,
  type SarifResult,
  type SarifRule,
  type SarifRun,
} from './sarifSchema';

const MAX_RESULTS = 100_000;
/** Findings that are kept of a document, the worst first. */
const MAX_LISTED = 5_000;
const MESSAGE_LENGTH = 500;

/** Where a rule has no `security-severity`. */
const severityOfLevel: Record<FindingLevel, FindingSeverity> = {
  error: 'high',
  warning: 'medium',
  note: 'low',
  none: 'low',
};
const order: FindingLevel[] = ['error', 'warning', 'note', 'none'];

/**
 * Reads SARIF 2.1.0: what scanners found, each once. Results that are no failure (`kind`), are suppressed, or are only
 * listed because they are gone (`baselineState: absent`) are no findings.
 *
 * @throws UnreadableDocument with the path of what is wrong.
 */
export function readSarif(bytes: Uint8Array): FindingsReport {
  const log = checkShape(
    sarifLog,
    parseJson(decodeText(bytes)),
    'SARIF 2.1.0 document',
  );
  const report: FindingsReport = {
    kind: 'sarif',
    tools: [],
    findings: [],
    levels: { error: 0, warning: 0, note: 0, none: 0 },
    severities: { critical: 0, high: 0, medium: 0, low: 0 },
    suppressed: 0,
    truncated: false,
  };
  const seen = new Map<string, number>();
  let total = 0;
  for (const [index, run] of log.runs.entries()) {
    const { name, version, semanticVersion } = run.tool.driver;
    report.tools.push(
      [name, semanticVersion ?? version ?? ''].join(' ').trim(),
    );
    total += run.results?.length ?? 0;
    if (total > MAX_RESULTS) {
      throw new UnreadableDocument(
        `runs.${index}.results: more than ${MAX_RESULTS} results; upload one document per tool or part`,
      );
    }
    for (const [position, value] of (run.results ?? []).entries()) {
      const result = readResult(value, `runs.${index}.results.${position}`);
      if (isSuppressed(result)) {
        report.suppressed += 1;
      } else if (isFinding(result)) {
        const finding = toFinding(run, result);
        const count = (seen.get(finding.fingerprint) ?? 0) + 1;
        seen.set(finding.fingerprint, count);
        report.levels[finding.level] += 1;
        report.severities[finding.severity] += 1;
        report.findings.push({
          ...finding,
          fingerprint: numbered(finding.fingerprint, count),
        });
      }
    }
  }
  report.findings.sort(
    (one, other) => order.indexOf(one.level) - order.indexOf(other.level),
  );
  report.truncated = report.findings.length > MAX_LISTED;
  report.findings.length = Math.min(report.findings.length, MAX_LISTED);
  return report;
}

function readResult(value: unknown, where: string): SarifResult {
  const result = sarifResult.safeParse(value);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    throw new UnreadableDocument(
      `This is no SARIF 2.1.0 document: ${[where, ...path].join(
        '.',
      )}: ${message}`,
    );
  }
  return result.data;
}

function isSuppressed({ suppressions }: SarifResult): boolean {
  return (suppressions ?? []).some(
    ({ status }) => status === undefined || status === 'accepted',
  );
}

function isFinding({ kind, baselineState }: SarifResult): boolean {
  return (kind ?? 'fail') === 'fail' && baselineState !== 'absent';
}

function toFinding(run: SarifRun, result: SarifResult): Finding {
  const rule = findRule(run, result);
  const id = result.ruleId ?? result.rule?.id ?? rule?.id ?? 'unnamed';
  const place = result.locations[0]?.physicalLocation;
  const path = place?.artifactLocation?.uri?.replace(/^\.\//, '');
  const level = result.level ?? rule?.defaultConfiguration?.level ?? 'warning';
  const tool = run.tool.driver.name;
  const line = place?.region?.startLine;
  return {
    fingerprint: fingerprintOf({ tool, rule: id, path: path ?? '', result }),
    tool,
    rule: id,
    level,
    severity: severityOf(rule, level),
    message: (result.message.text ?? result.message.id ?? '').slice(
      0,
      MESSAGE_LENGTH,
    ),
    ...(path !== undefined && { path }),
    ...(line !== undefined && { line }),
  };
}

/** 3.52.3: by index in the component that has it, or by id. */
function findRule(run: SarifRun, result: SarifResult): SarifRule | undefined {
  const { driver, extensions } = run.tool;
  const component = result.rule?.toolComponent?.index ?? -1;
  const owner = (component >= 0 && extensions[component]) || driver;
  const index = result.ruleIndex ?? result.rule?.index ?? -1;
  return index >= 0
    ? owner.rules[index]
    : ruleById(owner, result.ruleId ?? result.rule?.id);
}

/** `security-severity` of the rule comes before the level: 9 and more critical, 7 high, 4 medium, otherwise low. */
function severityOf(
  rule: SarifRule | undefined,
  level: FindingLevel,
): FindingSeverity {
  const score = Number(rule?.properties?.['security-severity'] ?? NaN);
  return Number.isFinite(score) && score > 0
    ? severityOfScore(score)
    : severityOfLevel[level];
}
