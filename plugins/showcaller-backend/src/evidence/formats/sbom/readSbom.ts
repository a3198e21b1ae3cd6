import type { SbomComponentRow } from '@showcaller/backstage-plugin-showcaller-common';
import { gzipSync } from 'node:zlib';
import { decodeText } from '../decodeText';
import { parseJson } from '../readJson';
import type { BillOfMaterials } from '../types';
import { readCycloneDx } from './readCycloneDx';
import { readPurl } from './readPurl';
import { readSpdx } from './readSpdx';
import { UnreadableDocument } from '../UnreadableDocument';
import { validateCycloneDx } from './validateCycloneDx';
import { validateSpdx } from './validateSpdx';

function packagesOf(components: SbomComponentRow[]): Array<[string, string[]]> {
  const packages = new Map<string, Set<string>>();
  for (const { purl, name, version } of components) {
    const known = purl === undefined ? undefined : readPurl(purl);
    const key = known?.name ?? (name && `generic:${name}`);
    if (key) {
      const versions = packages.get(key) ?? new Set();
      packages.set(key, versions.add(known?.version ?? version ?? ''));
    }
  }
  return [...packages].map(([key, versions]) => [key, [...versions]]);
}

/**
 * Reads a bill of materials: CycloneDX JSON (1.2 to 1.7) with its `vulnerabilities`, or the package list of SPDX 2 JSON,
 * which has none. One that can be read and is not valid by its own schema is read all the same, and says so.
 *
 * @throws UnreadableDocument with what is wrong and where.
 */
export function readSbom(bytes: Uint8Array): BillOfMaterials {
  const value = parseJson(decodeText(bytes));
  const {
    spdxVersion,
    specVersion,
    '@context': context,
  } = (value ?? {}) as Record<string, unknown>;
  if (context !== undefined) {
    throw new UnreadableDocument(
      '@context: this is SPDX 3 (JSON-LD); export the document as SPDX 2.3 or CycloneDX',
    );
  }
  const isSpdx = spdxVersion !== undefined;
  const content = isSpdx ? readSpdx(value) : readCycloneDx(value);
  const problem = isSpdx
    ? validateSpdx(value)
    : validateCycloneDx(value as object);
  const { components, vulnerable, vulnerabilities } = content;
  return {
    kind: 'sbom',
    format: (isSpdx
      ? String(spdxVersion)
      : `CycloneDX ${String(specVersion)}`
    ).slice(0, 40),
    ...(problem !== undefined && { problem: problem.slice(0, 1_000) }),
    components: components.length,
    packed: new Uint8Array(gzipSync(JSON.stringify(components))),
    packages: packagesOf(components),
    ...(vulnerable !== undefined && { vulnerable }),
    ...(vulnerabilities && { vulnerabilities }),
  };
}
