import { InputError } from '@backstage/errors';
import { TrustedRoot } from '@sigstore/protobuf-specs';

/**
 * Reads a `trusted_root.json`. A log without the start of its validity is refused: the verifier would take it as valid
 * since ever, and a key that is older than its log is not one of that log.
 *
 * @throws InputError that says what is wrong and where.
 * @public
 */
export function readTrustRoot(text: string): TrustedRoot {
  let root: TrustedRoot;
  try {
    root = TrustedRoot.fromJSON(JSON.parse(text));
  } catch (error) {
    throw new InputError(
      `The trust root is no trusted_root.json of Sigstore: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
  const problems = [
    ...(root.certificateAuthorities.length === 0
      ? ['certificateAuthorities: there is none']
      : []),
    ...(['tlogs', 'ctlogs'] as const).flatMap(list =>
      root[list].flatMap((log, index) => {
        if (!log.publicKey?.rawBytes?.length) {
          return [`${list}[${index}].publicKey: there is none`];
        }
        return log.publicKey.validFor?.start
          ? []
          : [`${list}[${index}].publicKey.validFor.start: there is none`];
      }),
    ),
  ];
  if (problems.length > 0) {
    throw new InputError(
      `The trust root cannot be relied on: ${problems.join('; ')}`,
    );
  }
  return root;
}
