import type {
  RiskAssessment,
  RiskSignal,
  RiskSubject,
} from '@showcaller/backstage-plugin-showcaller-common';
import { riskBand, riskFeatures } from '@showcaller/engine/risk';
import { ulid } from 'ulid';
import { sha256 } from '../database/sha256';
import { timestamp } from '../database/timestamp';
import { featureRow, hasSize } from './features/featureRow';
import { subjectKey } from './subjectKey';
import type {
  CollectedFeatures,
  CollectedSignal,
  NewAssessment,
  RiskEvaluation,
  RiskExplanation,
  RiskModel,
} from './types';

/** What is assessed, and when. */
export interface AssessmentRequest {
  entityRef: string;
  subject: RiskSubject;
  occurredAt: string;
  backfill: boolean;
  features: CollectedFeatures;
  /** One and the same for the whole assessment. */
  model: RiskModel;
  now: Date;
  /** Where a commit can be read, where a source told it. */
  describeCommit?: (sha: string) => Promise<{ url?: string; title?: string }>;
}

type Riskiest = RiskAssessment['riskiestCommit'];

/**
 * Scores collected features. Without the number of lines added and of files there is no probability: the model would
 * answer for an average change, which is not knowledge. Any other missing signal widens the interval.
 */
export async function assess(
  request: AssessmentRequest,
): Promise<NewAssessment> {
  const { features, model } = request;
  const unknownReason = whyUnknown(features.signals);
  const commits = features.commits.filter(hasSize);
  const rows = [
    ...(unknownReason === undefined ? [features.row] : []),
    ...commits.map(featureRow),
  ];
  const evaluations = rows.length > 0 ? await model.evaluate(concat(rows)) : [];
  const own = unknownReason === undefined ? evaluations.shift() : undefined;

  let riskiest: Riskiest;
  let highest = -Infinity;
  for (const [index, { logOdds, probability }] of evaluations.entries()) {
    if (logOdds > highest) {
      const { sha, title } = commits[index];
      riskiest = { sha, title, probability };
      highest = logOdds;
    }
  }
  if (riskiest && request.describeCommit) {
    const told = await request.describeCommit(riskiest.sha);
    riskiest = { ...riskiest, ...withoutUndefined({ ...told }) };
  }
  const scored = own && {
    evaluation: own,
    explanation: await model.explain(features.row),
  };
  return complete({ request, unknownReason, scored, riskiest });
}

/** An assessment that says why there is no score, for what could not be scored at all. */
export function assessUnknown(
  request: AssessmentRequest & { unknownReason: string },
): NewAssessment {
  return complete({ request, unknownReason: request.unknownReason });
}

function complete(options: {
  request: AssessmentRequest;
  unknownReason?: string;
  scored?: { evaluation: RiskEvaluation; explanation: RiskExplanation };
  riskiest?: Riskiest;
}): NewAssessment {
  const { request, unknownReason, scored, riskiest } = options;
  const { entityRef, subject, features, model } = request;
  const { id, version, hash, schemaHash, runtime } = model.card;
  const { evaluation, explanation } = scored ?? {};
  const assessment: RiskAssessment = {
    id: ulid(),
    entityRef,
    subject,
    margin: evaluation?.margin,
    probability: evaluation?.probability,
    interval: explanation?.interval,
    band: riskBand(evaluation?.probability),
    unknownReason,
    baseMargin: model.baseMargin,
    unknownContribution: explanation?.unknownContribution,
    signals: features.signals.map(
      (signal, index): RiskSignal => ({
        ...signal,
        contribution: explanation?.contributions[index],
        effect: explanation?.effects[index],
      }),
    ),
    commitCount: features.commitCount,
    riskiestCommit: riskiest,
    model: { id, version, hash, schemaHash, runtime },
    occurredAt: timestamp(request.occurredAt),
    scoredAt: timestamp(request.now),
    backfill: request.backfill,
  };
  const featuresHash = sha256(
    JSON.stringify(
      features.signals.map(signal => [
        signal.name,
        signal.value ?? null,
        signal.missingReason ?? null,
      ]),
    ),
  );
  return {
    assessment,
    logOdds: evaluation?.logOdds,
    subjectKey: subjectKey(assessment),
    featuresHash,
    inputsHash: hashInputs({ assessment, featuresHash }),
    awaitsFacts: features.awaitsFacts,
    ...whoWrote(features.commits),
  };
}

function whoWrote(
  commits: CollectedFeatures['commits'],
): Pick<NewAssessment, 'authors' | 'newestCommitAt'> {
  return commits.length === 0
    ? {}
    : {
        authors: [
          ...new Set(commits.map(({ authorHash }) => authorHash)),
        ].sort(),
        newestCommitAt: commits
          .map(({ committedAt }) => timestamp(committedAt))
          .reduce((newest, at) => (at > newest ? at : newest)),
      };
}

/** Everything that could change a score or a decision; not when it was scored, nor links. */
function hashInputs(options: {
  assessment: RiskAssessment;
  featuresHash: string;
}): string {
  const { assessment, featuresHash } = options;
  const { subject } = assessment;
  const deployment =
    subject.kind !== 'change'
      ? [
          subject.previousSha ?? null,
          subject.environment,
          subject.tier,
          assessment.backfill,
        ]
      : [];
  return sha256(
    JSON.stringify([
      assessment.entityRef,
      subject.sha,
      assessment.occurredAt,
      assessment.commitCount,
      assessment.unknownReason ?? null,
      featuresHash,
      ...deployment,
    ]),
  );
}

function whyUnknown(signals: CollectedSignal[]): string | undefined {
  const missing = signals.filter(
    signal => ['la', 'nf'].includes(signal.name) && signal.value === undefined,
  );
  if (missing.length === 0) {
    return undefined;
  }
  const labels = missing.map(
    ({ name }) =>
      riskFeatures.find(feature => feature.name === name)?.label ?? name,
  );
  const reasons = new Set(missing.map(signal => signal.missingReason));
  return `The size of the change is not known (${labels.join(', ')}): ${[
    ...reasons,
  ].join('; ')}`;
}

function concat(rows: Float32Array[]): Float32Array {
  const all = new Float32Array(rows.length * riskFeatures.length);
  for (const [index, row] of rows.entries()) {
    all.set(row, index * riskFeatures.length);
  }
  return all;
}

function withoutUndefined<T extends object>(value: T): Partial<T> {
  return JSON.parse(JSON.stringify(value));
}
