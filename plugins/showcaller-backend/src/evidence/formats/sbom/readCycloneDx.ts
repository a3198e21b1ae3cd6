import type {
  SbomComponentRow,
  SbomVulnerability,
} from '@showcaller/backstage-plugin-showcaller-common';
import { z } from 'zod';
import { checkShape } from '../readJson';
import { UnreadableDocument } from '../UnreadableDocument';
import { severityOfScore, severityOfWord, worstOf } from './severity';

export const MAX_COMPONENTS = 100_000;
const MAX_DEPTH = 32;
/** Rows of vulnerability and component that are kept. */
const MAX_VULNERABILITIES = 20_000;
/** What CycloneDX says of a vulnerability that is none here (`vulnerabilities[].analysis.state`). */
const RULED_OUT = [
  'resolved',
  'resolved_with_pedigree',
  'false_positive',
  'not_affected',
];

/** What is taken from a bill of materials, whatever its format. */
export interface BillContent {
  components: SbomComponentRow[];
  /** Components that a vulnerability affects; undefined when nobody looked for any. */
  vulnerable?: number;
  vulnerabilities?: SbomVulnerability[];
}

interface Component {
  'bom-ref'?: string;
  purl?: string;
  group?: string;
  name?: string;
  version?: string;
  licenses?: Array<{
    license?: { id?: string; name?: string };
    expression?: string;
  }>;
  components?: Component[];
}

const text = z.string().max(2_000);
const component: z.ZodType<Component> = z.lazy(() =>
  z.object({
    'bom-ref': text.optional(),
    purl: text.optional(),
    group: text.optional(),
    name: text.optional(),
    version: text.optional(),
    licenses: z
      .array(
        z.object({
          license: z
            .object({ id: text.optional(), name: text.optional() })
            .optional(),
          expression: text.optional(),
        }),
      )
      .optional(),
    components: z.array(component).optional(),
  }),
);

const vulnerability = z.object({
  id: text.optional(),
  references: z.array(z.object({ id: text.optional() })).default([]),
  ratings: z
    .array(
      z.object({ severity: text.optional(), score: z.number().optional() }),
    )
    .default([]),
  source: z.object({ url: text.optional() }).optional(),
  analysis: z.object({ state: z.string().optional() }).optional(),
  affects: z.array(z.object({ ref: text })).default([]),
});

const cycloneDx = z.object({
  bomFormat: z.literal('CycloneDX'),
  metadata: z.object({ component: component.optional() }).optional(),
  components: z.array(component).default([]),
  vulnerabilities: z.array(vulnerability).optional(),
});

/** Components with those nested in them. */
function flatten(components: Component[], depth = 1): Component[] {
  if (depth > MAX_DEPTH) {
    throw new UnreadableDocument(
      `components: nested more than ${MAX_DEPTH} deep`,
    );
  }
  const all = components.flatMap(one => [
    one,
    ...flatten(one.components ?? [], depth + 1),
  ]);
  if (all.length > MAX_COMPONENTS) {
    throw new UnreadableDocument(
      `components: more than ${MAX_COMPONENTS}; upload one document per deployable`,
    );
  }
  return all;
}

function toRow({ purl, group, name, version, licenses }: Component) {
  return {
    ...(purl && { purl }),
    name: group && name ? `${group}/${name}` : name ?? '',
    ...(version && { version }),
    licences: (licenses ?? [])
      .map(one => one.expression ?? one.license?.id ?? one.license?.name)
      .filter(licence => licence !== undefined),
  };
}

/** @throws UnreadableDocument with the path of what is wrong. */
export function readCycloneDx(value: unknown): BillContent {
  const bom = checkShape(cycloneDx, value, 'CycloneDX document');
  const components = flatten(bom.components);
  if (!bom.vulnerabilities) {
    return { components: components.map(toRow) };
  }
  const here = bom.vulnerabilities.filter(
    ({ analysis }) => !RULED_OUT.includes(analysis?.state ?? ''),
  );
  const own = bom.metadata?.component;
  const purls = new Map(
    [...components, ...(own ? [own] : [])].map(one => [
      one['bom-ref'],
      one.purl,
    ]),
  );
  const affected = here.flatMap(({ affects }) => affects.map(({ ref }) => ref));
  const vulnerabilities = here.flatMap(one => rowsOf(one, purls));
  if (vulnerabilities.length > MAX_VULNERABILITIES) {
    throw new UnreadableDocument(
      `vulnerabilities: more than ${MAX_VULNERABILITIES} of components; upload one document per deployable`,
    );
  }
  return {
    components: components.map(toRow),
    vulnerable: new Set(affected).size,
    vulnerabilities,
  };
}

/** One row for each component that it affects; one without a component when it names none. */
function rowsOf(
  { id, references, ratings, source, affects }: z.infer<typeof vulnerability>,
  purls: Map<string | undefined, string | undefined>,
): SbomVulnerability[] {
  const row = {
    id: id ?? 'unnamed',
    aliases: references
      .map(reference => reference.id)
      .filter(alias => alias !== undefined && alias !== id) as string[],
    severity: worstOf(
      ratings.map(({ severity, score }) =>
        severity === undefined && score !== undefined
          ? severityOfScore(score)
          : severityOfWord(severity),
      ),
    ),
    source: 'sbom',
    ...(source?.url && { url: source.url }),
  };
  const affected = new Set(affects.map(({ ref }) => purls.get(ref)));
  return affected.size === 0
    ? [row]
    : [...affected].map(purl => ({ ...row, ...(purl && { purl }) }));
}
