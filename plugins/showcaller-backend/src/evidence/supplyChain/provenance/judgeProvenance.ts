import type { ArtifactProvenance } from '@showcaller/backstage-plugin-showcaller-common';
import type { JudgedBundle } from '../attestations/judgeBundle';
import type { TrustedBuilder } from './builders';
import { sameAddress } from './readProvenance';

/** What is deployed, as the portal knows it. */
export interface DeployedSource {
  /** `owner/repo` */
  repository: string;
  sha?: string;
}

/** A level, or why the provenance is of something else. */
export type ProvenanceJudgement =
  | { provenance: ArtifactProvenance }
  | { refused: string; provenance: ArtifactProvenance };

/**
 * How far a verified provenance goes: its source must be the deployed one, and its level is that of the builder, as far as
 * the signature shows that it was this builder.
 */
export function judgeProvenance(options: {
  bundle: JudgedBundle;
  deployed: DeployedSource;
  builders: readonly TrustedBuilder[];
}): ProvenanceJudgement | undefined {
  const { bundle, deployed, builders } = options;
  const { provenance, claims } = bundle;
  if (!bundle.verified || !provenance) {
    return undefined;
  }
  // What the issuer of the certificate says comes before what the build says of itself.
  const stated = provenance.sources.at(0);
  const sourceRepository = claims?.sourceRepository ?? stated?.repository;
  const sourceSha = claims?.sourceSha ?? stated?.sha;
  const facts = {
    builder: provenance.builder,
    sourceRepository,
    sourceSha,
  };
  const refused =
    provenance.problem ??
    contradiction(stated, claims) ??
    mismatch({ sourceRepository, sourceSha }, deployed);
  if (refused !== undefined) {
    return {
      refused,
      provenance: { level: 0, reason: refused, ...facts },
    };
  }
  return { provenance: { ...levelOf(bundle, builders), ...facts } };
}

function contradiction(
  stated: { repository: string; sha?: string } | undefined,
  claims: JudgedBundle['claims'],
): string | undefined {
  const { sourceRepository, sourceSha } = claims ?? {};
  if (
    stated &&
    sourceRepository &&
    !sameAddress(stated.repository, sourceRepository)
  ) {
    return `The provenance says ${stated.repository}, its certificate says ${sourceRepository}`;
  }
  return stated?.sha && sourceSha && stated.sha !== sourceSha.toLowerCase()
    ? `The provenance says revision ${stated.sha}, its certificate says ${sourceSha}`
    : undefined;
}

function mismatch(
  source: { sourceRepository?: string; sourceSha?: string },
  deployed: DeployedSource,
): string | undefined {
  const { sourceRepository, sourceSha } = source;
  if (sourceRepository === undefined) {
    return 'The provenance names no source repository';
  }
  const path = sourceRepository
    .toLowerCase()
    .replace(/^(git\+)?(https?|ssh):\/\/[^/]+\//, '')
    .replace(/(\.git)?\/*$/, '');
  if (path !== deployed.repository.toLowerCase()) {
    return `The artifact was built from ${sourceRepository}, not from ${deployed.repository}`;
  }
  if (deployed.sha === undefined) {
    return undefined;
  }
  if (sourceSha === undefined) {
    return 'The provenance names no source revision';
  }
  return sourceSha.toLowerCase() === deployed.sha.toLowerCase()
    ? undefined
    : `The artifact was built from revision ${sourceSha}, not from ${deployed.sha}`;
}

function levelOf(
  { provenance, identity, issuer, claims }: JudgedBundle,
  builders: readonly TrustedBuilder[],
): Pick<ArtifactProvenance, 'level' | 'reason'> {
  const id = provenance?.builder ?? '';
  const builder = builders.find(one =>
    new RegExp(`^(?:${one.idPattern})$`).test(id),
  );
  if (!builder) {
    return {
      level: 1,
      reason: `The builder ${id} is not among the trusted ones (showcaller.supplyChain.builders)`,
    };
  }
  if (issuer === undefined) {
    return {
      level: 1,
      reason:
        'It is signed with a key, which does not show that the builder signed it',
    };
  }
  if (builder.signer === 'builder' && identity !== id) {
    return {
      level: 1,
      reason: `It is signed by ${identity}, not by the builder ${id}`,
    };
  }
  const { runnerEnvironment } = claims ?? {};
  if (builder.runner !== undefined && runnerEnvironment !== builder.runner) {
    return {
      level: 1,
      reason: `It was built on a runner of which the certificate says: ${
        runnerEnvironment ?? 'nothing'
      }; level ${builder.level} needs ${builder.runner}`,
    };
  }
  return {
    level: builder.level,
    reason:
      builder.level === 3
        ? `${builder.name}: the highest level of the Build track`
        : `${builder.name}: trusted up to level ${builder.level}`,
  };
}
