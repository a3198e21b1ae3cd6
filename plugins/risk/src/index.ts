/**
 * Risk tab and card: why a change is risky, what was decided and by which rule. This entry is for the legacy front-end
 * system; the new one uses `/alpha`.
 *
 * @packageDocumentation
 */

export { isRiskAvailable } from './entityKinds';
export { EntityRiskCard, EntityRiskContent, riskPlugin } from './plugin';
export { riskTranslationRef } from './translation';
