import { z } from 'zod';
import { checkShape } from '../readJson';
import { MAX_COMPONENTS, type BillContent } from './readCycloneDx';

const text = z.string().max(2_000);
const spdx = z.object({
  spdxVersion: z.string(),
  packages: z
    .array(
      z.object({
        name: text,
        versionInfo: text.optional(),
        licenseConcluded: text.optional(),
        licenseDeclared: text.optional(),
        externalRefs: z
          .array(z.object({ referenceType: text, referenceLocator: text }))
          .default([]),
      }),
    )
    .max(MAX_COMPONENTS)
    .default([]),
});

/** What SPDX says where it says nothing. */
const UNSAID = ['NOASSERTION', 'NONE', undefined];

/**
 * The packages of SPDX 2, which has no vulnerabilities.
 *
 * @throws UnreadableDocument with the path of what is wrong.
 */
export function readSpdx(value: unknown): BillContent {
  const { packages } = checkShape(spdx, value, 'SPDX document');
  return {
    components: packages.map(one => {
      const purl = one.externalRefs.find(
        ({ referenceType }) => referenceType === 'purl',
      )?.referenceLocator;
      const licence = [one.licenseConcluded, one.licenseDeclared].find(
        said => !UNSAID.includes(said),
      );
      return {
        ...(purl && { purl }),
        name: one.name,
        ...(one.versionInfo && { version: one.versionInfo }),
        licences: licence === undefined ? [] : [licence],
      };
    }),
  };
}
