import { z } from 'zod';
import type { InTotoStatement } from '../verification';

/** What a provenance says. */
export interface StatedProvenance {
  /** `SLSA 1`, `SLSA 0.2`. */
  format: string;
  builder?: string;
  buildType?: string;
  /** Sources that it was built from; `repository` is an address such as `https://github.com/shop/pay`. */
  sources: Array<{ repository: string; sha?: string }>;
  /** Why it could not be understood. */
  problem?: string;
}

const text = z.string().max(2_000);
const digest = z.record(z.string(), text).optional();
const material = z.object({ uri: text.optional(), digest });

/** https://slsa.dev/spec/v0.2/provenance */
const version02 = z.object({
  builder: z.object({ id: text }),
  buildType: text.optional(),
  invocation: z.object({ configSource: material.optional() }).optional(),
  materials: z.array(material).max(10_000).nullish(),
});

/** https://slsa.dev/spec/v1.0/provenance */
const version1 = z.object({
  buildDefinition: z.object({
    buildType: text.optional(),
    externalParameters: z
      .object({
        workflow: z
          .object({ repository: text.optional() })
          .optional()
          .catch(undefined),
      })
      .optional(),
    resolvedDependencies: z.array(material).max(10_000).nullish(),
  }),
  runDetails: z.object({ builder: z.object({ id: text }) }),
});

/** What a statement says of how its subjects were built; undefined when it is about something else. */
export function readProvenance({
  predicateType,
  predicate,
}: InTotoStatement): StatedProvenance | undefined {
  switch (predicateType) {
    case 'https://slsa.dev/provenance/v0.2':
      return read('SLSA 0.2', version02, predicate, value => ({
        builder: value.builder.id,
        buildType: value.buildType,
        // The source that the build was configured by comes first; the materials are everything else that went into it.
        sources: [
          ...(value.invocation?.configSource
            ? [value.invocation.configSource]
            : (value.materials ?? []).slice(0, 1)),
        ].flatMap(toSource),
      }));
    case 'https://slsa.dev/provenance/v1':
      return read('SLSA 1', version1, predicate, value => {
        const { buildDefinition, runDetails } = value;
        const repository =
          buildDefinition.externalParameters?.workflow?.repository;
        const all = (buildDefinition.resolvedDependencies ?? []).flatMap(
          toSource,
        );
        const named = all.filter(
          one =>
            repository === undefined || sameAddress(one.repository, repository),
        );
        return {
          builder: runDetails.builder.id,
          buildType: buildDefinition.buildType,
          sources:
            named.length > 0 || !repository
              ? named.slice(0, 1)
              : [{ repository }],
        };
      });
    default:
      return undefined;
  }
}

function read<T>(
  format: string,
  schema: z.ZodType<T>,
  predicate: unknown,
  take: (value: T) => Omit<StatedProvenance, 'format' | 'problem'>,
): StatedProvenance {
  const result = schema.safeParse(predicate);
  if (!result.success) {
    const [{ path, message }] = result.error.issues;
    return {
      format,
      sources: [],
      problem: `predicate.${path.join('.')}: ${message}`,
    };
  }
  return { format, ...take(result.data) };
}

/** `git+https://github.com/shop/pay@refs/heads/main` with its digest → address and commit. */
function toSource({
  uri,
  digest: digests,
}: z.infer<typeof material>): StatedProvenance['sources'] {
  const [, repository] =
    /^(?:git\+)?(https?:\/\/[^@?#\s]+?|ssh:\/\/[^?#\s]+?)(?:\.git)?(?:@[^@]*)?$/.exec(
      uri ?? '',
    ) ?? [];
  const sha = digests?.gitCommit ?? digests?.sha1;
  return repository
    ? [{ repository, ...(sha && { sha: sha.toLowerCase() }) }]
    : [];
}

/** Addresses of one repository, however they are written. */
export function sameAddress(one: string, other: string): boolean {
  const plain = (address: string) =>
    address
      .toLowerCase()
      .replace(/^(git\+)?(https?|ssh):\/\/([^/@]*@)?/, '')
      .replace(/(\.git)?\/*$/, '');
  return plain(one) === plain(other);
}
