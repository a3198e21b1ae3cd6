import { z } from 'zod';
import { decodeText } from './decodeText';
import { checkShape, parseJson } from './readJson';
import type { BillOfMaterials } from './types';
import { UnreadableDocument } from './UnreadableDocument';

const MAX_COMPONENTS = 100_000;
const MAX_DEPTH = 32;
/** What CycloneDX says of a vulnerability that is none here (`vulnerabilities[].analysis.state`). */
const RULED_OUT = [
  'resolved',
  'resolved_with_pedigree',
  'false_positive',
  'not_affected',
];

interface Component {
  'bom-ref'?: string;
  purl?: string;
  group?: string;
  name?: string;
  version?: string;
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
    components: z.array(component).optional(),
  }),
);

const cycloneDx = z.object({
  bomFormat: z.literal('CycloneDX'),
  components: z.array(component).default([]),
  vulnerabilities: z
    .array(
      z.object({
        analysis: z.object({ state: z.string().optional() }).optional(),
        affects: z.array(z.object({ ref: text })).default([]),
      }),
    )
    .optional(),
});

const spdx = z.object({
  spdxVersion: z.string(),
  packages: z
    .array(
      z.object({
        name: text,
        versionInfo: text.optional(),
        externalRefs: z
          .array(z.object({ referenceType: text, referenceLocator: text }))
          .default([]),
      }),
    )
    .max(MAX_COMPONENTS)
    .default([]),
});

/** `pkg:npm/%40babel/core@7.26.0?x#y` → name `npm:@babel/core`, version `7.26.0` (Package URL 1.0). */
function readPurl(
  purl: string,
): { name: string; version?: string } | undefined {
  const [, type, path, version] =
    /^pkg:([a-z0-9.+-]+)\/([^@?#]+)(?:@([^?#]+))?/i.exec(purl) ?? [];
  if (!type) {
    return undefined;
  }
  try {
    // Names as lock files write them: Maven's group and name are apart by a colon.
    const name = decodeURIComponent(path.replace(/^\/+/, ''));
    return {
      name: `${type.toLowerCase()}:${
        type.toLowerCase() === 'maven' ? name.replace('/', ':') : name
      }`,
      version: version && decodeURIComponent(version),
    };
  } catch {
    return undefined;
  }
}

function packagesOf(
  entries: Iterable<{ purl?: string; name?: string; version?: string }>,
): Array<[string, string[]]> {
  const packages = new Map<string, Set<string>>();
  for (const { purl, name, version } of entries) {
    const known = purl === undefined ? undefined : readPurl(purl);
    const key = known?.name ?? (name && `generic:${name}`);
    if (key) {
      const versions = packages.get(key) ?? new Set();
      packages.set(key, versions.add(known?.version ?? version ?? ''));
    }
  }
  return [...packages].map(([key, versions]) => [key, [...versions]]);
}

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

function readCycloneDx(value: unknown): BillOfMaterials {
  const { components, vulnerabilities } = checkShape(
    cycloneDx,
    value,
    'CycloneDX document',
  );
  const affected = new Set(
    vulnerabilities
      ?.filter(({ analysis }) => !RULED_OUT.includes(analysis?.state ?? ''))
      .flatMap(({ affects }) => affects.map(({ ref }) => ref)),
  );
  return {
    kind: 'sbom',
    packages: packagesOf(
      flatten(components).map(({ purl, group, name, version }) => ({
        purl,
        name: group && name ? `${group}/${name}` : name,
        version,
      })),
    ),
    ...(vulnerabilities && { vulnerable: affected.size }),
  };
}

function readSpdx(value: unknown): BillOfMaterials {
  const { packages } = checkShape(spdx, value, 'SPDX document');
  return {
    kind: 'sbom',
    packages: packagesOf(
      packages.map(({ name, versionInfo, externalRefs }) => ({
        purl: externalRefs.find(({ referenceType }) => referenceType === 'purl')
          ?.referenceLocator,
        name,
        version: versionInfo,
      })),
    ),
  };
}

/**
 * Reads a bill of materials: CycloneDX JSON (1.2 and later) with its `vulnerabilities`, or the package list of SPDX 2 JSON,
 * which has none.
 *
 * @throws UnreadableDocument with what is wrong and where.
 */
export function readSbom(bytes: Uint8Array): BillOfMaterials {
  const value = parseJson(decodeText(bytes));
  const isSpdx =
    typeof value === 'object' && value !== null && 'spdxVersion' in value;
  return isSpdx ? readSpdx(value) : readCycloneDx(value);
}
