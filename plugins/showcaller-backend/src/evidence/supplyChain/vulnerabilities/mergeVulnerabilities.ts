import type { SbomVulnerability } from '@showcaller/backstage-plugin-showcaller-common';
import { readPurl } from '../../formats/sbom/readPurl';
import { worstOf } from '../../formats/sbom/severity';

/** What a vulnerability is in, whatever its version. */
function placeOf({ purl }: SbomVulnerability): string {
  return (purl && readPurl(purl)?.name) ?? '';
}

/**
 * Vulnerabilities that several sources tell of, each once per package: two are the same when one names the id or an alias
 * of the other. The worst severity counts, and both sources are named.
 */
export function mergeVulnerabilities(
  all: SbomVulnerability[],
): SbomVulnerability[] {
  const merged: SbomVulnerability[] = [];
  const places = new Map<string, SbomVulnerability>();
  for (const one of all) {
    const keys = keysOf(one);
    const known = keys.map(key => places.get(key)).find(Boolean);
    const kept = known ?? { ...one };
    if (known) {
      known.severity = worstOf([known.severity, one.severity]);
      known.aliases = [
        ...new Set([...known.aliases, one.id, ...one.aliases]),
      ].filter(alias => alias !== known.id);
      if (!known.source.split(', ').includes(one.source)) {
        known.source += `, ${one.source}`;
      }
    } else {
      merged.push(kept);
    }
    for (const key of keys) {
      places.set(key, kept);
    }
  }
  return merged;
}

/** Those of `head` that `base` does not have, in any version of the package. */
export function newVulnerabilities(
  head: SbomVulnerability[],
  base: SbomVulnerability[],
): SbomVulnerability[] {
  const known = new Set(base.flatMap(keysOf));
  return head.filter(one => !keysOf(one).some(key => known.has(key)));
}

function keysOf(one: SbomVulnerability): string[] {
  const place = placeOf(one);
  return [one.id, ...one.aliases].map(id => `${place}\0${id}`);
}
