import { z } from 'zod';

const id = z.string().regex(/^SPDXRef-[\w.-]+$/);
const document = z.object({
  spdxVersion: z.enum(['SPDX-2.2', 'SPDX-2.3']),
  dataLicense: z.literal('CC0-1.0'),
  SPDXID: z.literal('SPDXRef-DOCUMENT'),
  name: z.string().min(1),
  documentNamespace: z.url().refine(uri => !uri.includes('#'), {
    message: 'must not contain #',
  }),
  creationInfo: z.object({
    created: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/, {
      message: 'must be UTC as in 2026-11-20T10:00:00Z',
    }),
    creators: z
      .array(z.string().regex(/^(Person|Organization|Tool): ?\S/))
      .min(1),
  }),
  packages: z
    .array(
      z.object({
        SPDXID: id,
        name: z.string().min(1),
        downloadLocation: z.string().min(1),
      }),
    )
    .default([]),
  files: z.array(z.object({ SPDXID: id })).default([]),
  snippets: z.array(z.object({ SPDXID: id })).default([]),
  relationships: z
    .array(
      z.object({
        spdxElementId: z.string(),
        relationshipType: z.string(),
        relatedSpdxElement: z.string(),
      }),
    )
    .default([]),
});

/**
 * What keeps an SPDX 2.2 or 2.3 document from being well formed: what its specification makes mandatory, unique ids, and
 * relationships between elements that there are. Undefined when nothing does.
 */
export function validateSpdx(value: unknown): string | undefined {
  const result = document.safeParse(value);
  if (!result.success) {
    return result.error.issues
      .slice(0, 3)
      .map(({ path, message }) => `${path.join('.')}: ${message}`)
      .join('; ');
  }
  const { SPDXID, packages, files, snippets, relationships } = result.data;
  const known = new Set([SPDXID as string]);
  for (const { SPDXID: element } of [...packages, ...files, ...snippets]) {
    if (known.has(element)) {
      return `SPDXID: ${element} is used twice`;
    }
    known.add(element);
  }
  for (const [index, relationship] of relationships.entries()) {
    for (const end of ['spdxElementId', 'relatedSpdxElement'] as const) {
      const element = relationship[end];
      const elsewhere =
        element.startsWith('DocumentRef-') ||
        ['NONE', 'NOASSERTION'].includes(element);
      if (!elsewhere && !known.has(element)) {
        return `relationships.${index}.${end}: there is no ${element.slice(
          0,
          200,
        )}`;
      }
    }
  }
  return undefined;
}
