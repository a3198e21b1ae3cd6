import {
  productionTrustRoot,
  verifyBundle,
  type BundleVerdict,
} from '@showcaller/backstage-plugin-showcaller-backend/bundle-verification';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { NoDataError, type Suite } from '../Suite';

const BUNDLE = 'bundle.sigstore.json';
/** Who signed the bundles of cases that name nobody, as the README of the cases says. */
const IDENTITY =
  'https://github.com/sigstore-conformance/extremely-dangerous-public-oidc-beacon/.github/workflows/extremely-dangerous-oidc-beacon.yml@refs/heads/main';
const ISSUER = 'https://token.actions.githubusercontent.com';

/** Bundles of the conformance suite of Sigstore through the function that judges uploads; a case `*_fail` must be refused. */
export const sigstoreSuite: Suite = {
  name: 'sigstore',
  description: 'Sigstore bundles judged as the conformance suite expects',
  defaultData: '../shared/data/sigstore-conformance/bundle-verify',
  async run({ dataFolder, progress }) {
    const cases = await casesOf(dataFolder);
    if (cases.length === 0) {
      throw new NoDataError(
        `no cases in ${dataFolder}; looked for <case>/${BUNDLE}`,
      );
    }
    const rows: Array<[string, string, string, string]> = [];
    let right = 0;
    let falseAccepts = 0;
    for (const name of cases) {
      const verdict = await judge(dataFolder, name);
      const expected = !name.endsWith('_fail');
      const agrees = verdict.verified === expected;
      right += Number(agrees);
      falseAccepts += Number(verdict.verified && !expected);
      const said = verdict.verified ? 'accepted' : verdict.reason;
      rows.push([
        name,
        expected ? 'accept' : 'refuse',
        said,
        agrees ? '' : 'wrong',
      ]);
      if (!agrees) {
        progress(`${name}: ${said}`);
      }
    }
    return {
      tables: [
        {
          title: `Sigstore bundles of ${dataFolder}`,
          rows: [
            ['case', 'expected', 'judged', ''],
            ...rows,
            [
              '',
              `${right} of ${cases.length} right`,
              `${falseAccepts} false accepts`,
              '',
            ],
          ],
        },
      ],
      json: {
        agree: { right, n: cases.length },
        false_accepts: falseAccepts,
      },
    };
  },
};

async function casesOf(dataFolder: string): Promise<string[]> {
  const entries = await readdir(dataFolder, { withFileTypes: true }).catch(
    () => [],
  );
  return entries
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

async function judge(dataFolder: string, name: string): Promise<BundleVerdict> {
  const read = (file: string) =>
    readFile(path.join(dataFolder, name, file)).catch(() => undefined);
  const text = async (file: string) => (await read(file))?.toString('utf8');
  const artifact =
    (await read('artifact')) ??
    (await readFile(path.join(dataFolder, '..', 'a.txt')).catch(() =>
      readFile(path.join(dataFolder, 'a.txt')),
    ));
  const key = await text('key.pub');
  try {
    return verifyBundle({
      bundle: (await text(BUNDLE)) ?? '',
      artifact: `sha256:${createHash('sha256').update(artifact).digest('hex')}`,
      trust: {
        root: (await text('trusted_root.json')) ?? productionTrustRoot(),
        // With a key, the key is what counts.
        identities: key
          ? []
          : [
              {
                issuer: (await text('issuer'))?.trim() ?? ISSUER,
                subject: (await text('identity'))?.trim() ?? IDENTITY,
              },
            ],
        keys: key ? [{ name: 'key.pub', pem: key }] : [],
        transparencyLog: 'required',
      },
    });
  } catch (error) {
    // A trust root that cannot be relied on refuses everything.
    return {
      verified: false,
      reason: error instanceof Error ? error.message : String(error),
    };
  }
}
