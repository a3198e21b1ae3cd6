import type {
  SbomComponentRow,
  SbomDiff,
} from '@showcaller/backstage-plugin-showcaller-common';
import { readPurl } from '../../formats/sbom/readPurl';

/** Rows of each list that are told. */
const LISTED = 500;
/** Packages whose vulnerabilities can be asked for; more would take longer than a gate waits. */
export const MAX_ASKED = 10_000;

/** What differs between two bills of materials, and which packages each has. */
export interface BillComparison {
  /** Absent without a base. */
  diff?: Pick<SbomDiff, 'added' | 'removed' | 'changed' | 'newLicences'>;
  /** Package URLs with a version. */
  headPurls: string[];
  basePurls: string[];
  /** True when there are more packages than can be asked for. */
  tooMany: boolean;
}

interface Entry {
  row: SbomComponentRow;
  versions: Set<string>;
}

/** By what it is, whatever its version: the name of its package URL, or its own name. */
function byName(components: SbomComponentRow[]): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const row of components) {
    const known = row.purl === undefined ? undefined : readPurl(row.purl);
    const name = known?.name ?? `generic:${row.name}`;
    const entry = entries.get(name) ?? { row, versions: new Set() };
    entry.versions.add(known?.version ?? row.version ?? '');
    entries.set(name, entry);
  }
  return entries;
}

/** Licences by their ids: those of an expression (`MIT OR (Apache-2.0 AND BSD-3-Clause)`) one by one. */
function licencesOf(components: SbomComponentRow[]): Set<string> {
  return new Set(
    components
      .flatMap(({ licences }) => licences)
      .flatMap(licence =>
        /[()]| (AND|OR|WITH) /.test(licence)
          ? licence
              .replace(/ WITH \S+/g, '')
              .split(/[()\s]+/)
              .filter(word => !['', 'AND', 'OR'].includes(word))
          : [licence],
      ),
  );
}

function purlsOf(components: SbomComponentRow[]): string[] {
  const purls = new Set<string>();
  for (const { purl } of components) {
    if (purl !== undefined && readPurl(purl)?.version !== undefined) {
      purls.add(purl);
    }
  }
  return [...purls];
}

const versionsOf = ({ versions }: Entry) =>
  [...versions].filter(Boolean).sort().join(', ') || undefined;

export function compareBills(
  head: SbomComponentRow[],
  base: SbomComponentRow[] | undefined,
): BillComparison {
  const headPurls = purlsOf(head);
  const basePurls = purlsOf(base ?? []);
  return {
    ...(base && { diff: differ(head, base) }),
    headPurls: headPurls.slice(0, MAX_ASKED),
    basePurls: basePurls.slice(0, MAX_ASKED),
    tooMany: headPurls.length > MAX_ASKED || basePurls.length > MAX_ASKED,
  };
}

function differ(
  head: SbomComponentRow[],
  base: SbomComponentRow[],
): BillComparison['diff'] {
  const now = byName(head);
  const before = byName(base);
  const licences = licencesOf(base);
  const onlyIn = (one: Map<string, Entry>, other: Map<string, Entry>) =>
    [...one]
      .filter(([name]) => !other.has(name))
      .slice(0, LISTED)
      .map(([, { row }]) => row);
  return {
    added: onlyIn(now, before),
    removed: onlyIn(before, now),
    changed: [...now]
      .flatMap(([name, entry]) => {
        const earlier = before.get(name);
        const to = versionsOf(entry);
        const from = earlier && versionsOf(earlier);
        return earlier && from !== to ? [{ name, from, to }] : [];
      })
      .slice(0, LISTED),
    newLicences: [...licencesOf(head)].filter(one => !licences.has(one)),
  };
}
