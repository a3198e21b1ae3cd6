import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { canonicalJson } from '@showcaller/engine';
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { sha256 } from '../../database/sha256';
import { knownBuilders, type TrustedBuilder } from './provenance/builders';
import {
  productionTrustRoot,
  readTrustRoot,
  type AllowedKey,
  type AllowedSigner,
  type BundleTrust,
} from './verification';

const KEY = 'showcaller.supplyChain';
/** Stands for the repository of what is deployed, in subjects. */
const PLACEHOLDER = '{repository}';

interface ForRepositories {
  /** `owner/repo`, lower case; for all when absent. */
  repositories?: string[];
}

/** Whom and what to trust. */
export interface SupplyChainConfig {
  builders: readonly TrustedBuilder[];
  /** Whether an artifact that nobody attested counts as not signed; otherwise it is unknown. */
  absentMeansUnsigned: boolean;
  osv?: { url: string; timeoutMs: number; cacheMs: number };
  /** What a bundle of this repository is held against. Its hash changes with anything that may change a verdict. */
  trustFor(repository: string): { trust: BundleTrust; hash: string };
}

/** @throws InputError that names the key and what is wrong with it: a wrong trust is refused at the start. */
export function readSupplyChainConfig(
  rootConfig: RootConfigService,
): SupplyChainConfig {
  const config = rootConfig.getOptionalConfig(KEY);
  const root = readRoot(config?.getOptionalString('trustedRoot'));
  const identities = (config?.getOptionalConfigArray('identities') ?? []).map(
    readIdentity,
  );
  const keys = (config?.getOptionalConfigArray('keys') ?? []).map(readKey);
  const transparencyLog =
    config?.getOptionalString('transparencyLog') ?? 'required';
  if (transparencyLog !== 'required' && transparencyLog !== 'optional') {
    throw new InputError(
      `${KEY}.transparencyLog: must be required or optional, not ${transparencyLog}`,
    );
  }
  const trusts = new Map<string, { trust: BundleTrust; hash: string }>();
  return {
    builders: [
      ...(config?.getOptionalConfigArray('builders') ?? []).map(readBuilder),
      ...knownBuilders,
    ],
    absentMeansUnsigned:
      config?.getOptionalBoolean('absentMeansUnsigned') ?? false,
    osv: readOsv(config?.getOptionalConfig('osv')),
    trustFor(repository) {
      const key = repository.toLowerCase();
      const known = trusts.get(key);
      if (known) {
        return known;
      }
      const trust: BundleTrust = {
        root,
        transparencyLog,
        identities: identities
          .filter(one => isFor(one, key))
          .map(({ repositories: _, ...signer }) => fill(signer, repository)),
        keys: keys
          .filter(one => isFor(one, key))
          .map(({ repositories: _, ...allowed }) => allowed),
      };
      const made = { trust, hash: sha256(canonicalJson(trust)) };
      trusts.set(key, made);
      return made;
    },
  };
}

function isFor({ repositories }: ForRepositories, repository: string) {
  return repositories === undefined || repositories.includes(repository);
}

function fill(signer: AllowedSigner, repository: string): AllowedSigner {
  const escaped = repository.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return {
    issuer: signer.issuer,
    ...(signer.subject !== undefined && {
      subject: signer.subject.replaceAll(PLACEHOLDER, repository),
    }),
    ...(signer.subjectPattern !== undefined && {
      subjectPattern: signer.subjectPattern.replaceAll(PLACEHOLDER, escaped),
    }),
  };
}

function readRoot(file: string | undefined): string {
  if (file === undefined) {
    return productionTrustRoot();
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
    readTrustRoot(text);
  } catch (error) {
    throw new InputError(
      `${KEY}.trustedRoot: ${file}: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
  return text;
}

function readRepositories(config: Config): ForRepositories {
  const repositories = config
    .getOptionalStringArray('repositories')
    ?.map(one => one.toLowerCase());
  return { ...(repositories && { repositories }) };
}

function readIdentity(
  config: Config,
  index: number,
): AllowedSigner & ForRepositories {
  const where = `${KEY}.identities[${index}]`;
  const issuer = config.getString('issuer');
  const subject = config.getOptionalString('subject');
  const subjectPattern = config.getOptionalString('subjectPattern');
  if ((subject === undefined) === (subjectPattern === undefined)) {
    throw new InputError(
      `${where}: needs either subject, exact, or subjectPattern, a regular expression that the whole subject matches`,
    );
  }
  checkPattern(subjectPattern?.replaceAll(PLACEHOLDER, 'x'), where);
  return {
    issuer,
    ...(subject !== undefined && { subject }),
    ...(subjectPattern !== undefined && { subjectPattern }),
    ...readRepositories(config),
  };
}

function readKey(config: Config, index: number): AllowedKey & ForRepositories {
  const file = config.getOptionalString('file');
  const where = `${KEY}.keys[${index}]`;
  try {
    const pem = file
      ? readFileSync(file, 'utf8')
      : config.getString('publicKey');
    createPublicKey(pem);
    return { name: config.getString('name'), pem, ...readRepositories(config) };
  } catch (error) {
    throw new InputError(
      `${where}: needs a name, and the PEM of a public key as publicKey or in a file: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}

function readBuilder(config: Config, index: number): TrustedBuilder {
  const where = `${KEY}.builders[${index}]`;
  const idPattern = config.getString('idPattern');
  const level = config.getNumber('level');
  checkPattern(idPattern, where);
  if (level !== 1 && level !== 2 && level !== 3) {
    throw new InputError(`${where}.level: must be 1, 2 or 3`);
  }
  return {
    name: config.getOptionalString('name') ?? 'configured builder',
    idPattern,
    level,
    signer: 'builder',
  };
}

function checkPattern(pattern: string | undefined, where: string): void {
  try {
    RegExp(pattern ?? '');
  } catch (error) {
    throw new InputError(
      `${where}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function readOsv(config: Config | undefined): SupplyChainConfig['osv'] {
  if (!config) {
    return undefined;
  }
  const url = config.getString('url');
  if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    throw new InputError(`${KEY}.osv.url: ${url} is no http(s) address`);
  }
  return {
    url,
    timeoutMs: (config.getOptionalNumber('timeoutSeconds') ?? 10) * 1_000,
    cacheMs: (config.getOptionalNumber('cacheHours') ?? 6) * 3_600_000,
  };
}
