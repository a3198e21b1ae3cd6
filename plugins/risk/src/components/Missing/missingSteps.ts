import { annotationYaml } from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';

/** What would make a signal known. */
export type StepKind =
  | 'history'
  | 'runs'
  | 'junit'
  | 'benchmark'
  | 'sbom'
  | 'incidents';

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
};

const kinds = new Map(
  (Object.keys(signalsOf) as StepKind[]).flatMap(kind =>
    signalsOf[kind].map(name => [name, kind] as const),
  ),
);

/**
 * What a reason says about what would help, the first that fits; undefined where nothing would: a source that was slow
 * is asked again, and what did not happen yet cannot be uploaded.
 */
const reasonSteps: Array<[RegExp, StepKind | undefined]> = [
  [/gave no answer within|could not be|failed:|not compared/, undefined],
  [/not being deployed|nothing was deployed before|earlier/, undefined],
  [/after what is scored|about a person/, undefined],
  [/no git repository|does not hold revision|webhook/, 'history'],
  [/bill of materials|SBOM|lock file/, 'sbom'],
  [/benchmark/, 'benchmark'],
  [/test (report|result)/, 'junit'],
  [/pipeline run/, 'runs'],
  [/incident/, 'incidents'],
];

/** The step that fills a signal: what its reason asks for, otherwise what usually brings it. */
export function stepOf(signal: {
  name: string;
  reason: string;
}): StepKind | undefined {
  const said = reasonSteps.find(([pattern]) => pattern.test(signal.reason));
  return said ? said[1] : kinds.get(signal.name);
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
