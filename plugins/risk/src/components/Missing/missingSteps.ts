import { annotationYaml } from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';

/** What would make a signal known. */
export type StepKind =
  | 'history'
  | 'runs'
  | 'junit'
  | 'benchmark'
  | 'sbom'
  | 'incidents'
  | 'freeze';

const signalsOf: Record<StepKind, string[]> = {
  history: [
    ...['ns', 'nd', 'nf', 'entropy', 'la', 'ld', 'lt', 'fix', 'ndev', 'age'],
    ...['nuc', 'exp', 'rexp', 'sexp', 'churn90', 'ownership', 'migration'],
    ...['infra', 'teamexp', 'testtouch', 'depmajor', 'depnew'],
  ],
  runs: ['reruns'],
  junit: ['testpass', 'testtrend', 'flaky'],
  benchmark: ['perfdelta'],
  sbom: ['depvuln'],
  incidents: ['incdays', 'incoverlap', 'inchops'],
  freeze: ['freeze'],
};

const kinds = new Map(
  (Object.keys(signalsOf) as StepKind[]).flatMap(kind =>
    signalsOf[kind].map(name => [name, kind] as const),
  ),
);

/** The step that fills a signal; undefined where there is nothing to do. */
export function stepOf(signal: {
  name: string;
  reason: string;
}): StepKind | undefined {
  // A source that was slow is asked again; nobody has to do anything.
  return /gave no answer within/.test(signal.reason)
    ? undefined
    : kinds.get(signal.name);
}

/** What is scored, and where the backend answers. */
export interface StepTarget {
  /** `https://portal.example/api/showcaller`. */
  baseUrl: string;
  repository: string;
  entityRef: string;
}

/** Lines to put into a pipeline, a shell or a file; undefined where words are enough. */
export function stepCode(
  kind: StepKind,
  target: StepTarget,
): string | undefined {
  const { baseUrl, repository, entityRef } = target;
  const upload = (options: { kind: string; type: string; file: string }) =>
    [
      `curl -fsS -X POST "${baseUrl}/evidence/${options.kind}?repository=${repository}&sha=$(git rev-parse HEAD)" \\`,
      `  -H "Authorization: Bearer $SHOWCALLER_TOKEN" -H "Content-Type: ${options.type}" \\`,
      `  --data-binary @${options.file}`,
    ].join('\n');
  const codes: Partial<Record<StepKind, string>> = {
    history: annotationYaml({
      [showcallerAnnotations.gitRepository]: `${repository}.git`,
    }),
    junit: upload({
      kind: 'junit',
      type: 'application/xml',
      file: 'junit.xml',
    }),
    benchmark: upload({
      kind: 'benchmark',
      type: 'application/json',
      file: 'benchmarks.json',
    }),
    sbom: upload({
      kind: 'sbom',
      type: 'application/json',
      file: 'bom.json',
    }),
    incidents: [
      `curl -fsS -X PUT "${baseUrl}/incidents/INC-1" \\`,
      `  -H "Authorization: Bearer $SHOWCALLER_TOKEN" -H "Content-Type: application/json" \\`,
      `  -d '${JSON.stringify({
        entityRef,
        openedAt: '2026-01-31T13:05:00Z',
        title: 'Payments fail',
      })}'`,
    ].join('\n'),
  };
  return codes[kind];
}
