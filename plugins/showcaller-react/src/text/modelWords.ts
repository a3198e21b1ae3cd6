import type {
  ModelRung,
  ModelStatus,
  RiskModelCard,
} from '@showcaller/backstage-plugin-showcaller-common';
import { formatCount } from './formatNumber';
import type { StatusWord } from './statusWords';

/** The rungs of the model ladder, lowest first. @public */
export const modelRungs: ModelRung[] = [
  'prior',
  'calibrated',
  'boosted',
  'local',
];

/** @public */
export const modelRungWords: Record<
  ModelRung,
  { label: string; meaning: string }
> = {
  prior: {
    label: 'Shipped prior',
    meaning: 'Learned from public repositories; knows nothing of yours.',
  },
  calibrated: {
    label: 'Calibrated',
    meaning: 'The prior, its probabilities fitted to your failures.',
  },
  boosted: {
    label: 'Boosted',
    meaning: 'The prior, corrected by trees grown on your deployments.',
  },
  local: {
    label: 'Your own model',
    meaning: 'Grown on your deployments; serves while it beats the others.',
  },
};

/** @public */
export const modelStatusWords: Record<ModelStatus, StatusWord> = {
  champion: { label: 'Serving', tone: 'ok' },
  challenger: { label: 'Challenger', tone: 'running' },
  retired: { label: 'Retired', tone: 'neutral' },
  rejected: { label: 'Not better', tone: 'neutral' },
  failed: { label: 'Withdrawn', tone: 'error' },
};

/**
 * What a model learned from, for the end of a sentence: `trained on 2,140 of your deployments`, or
 * `shipped prior, not yet calibrated for your organisation`.
 *
 * @public
 */
export function modelOrigin(
  card: Pick<RiskModelCard, 'rung' | 'local'>,
): string {
  const { rung, local } = card;
  if (rung === 'prior') {
    return 'shipped prior, not yet calibrated for your organisation';
  }
  const thing = local?.labelSource === 'changes' ? 'change' : 'deployment';
  const rows = local
    ? `${formatCount(local.rows, thing)} of your organisation`
    : `${thing}s of your organisation`;
  return {
    calibrated: `shipped prior, calibrated on ${rows}`,
    boosted: `shipped prior, corrected by trees grown on ${rows}`,
    local: `trained on ${rows}`,
  }[rung];
}
