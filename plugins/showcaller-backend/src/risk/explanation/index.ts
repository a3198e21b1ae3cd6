export { ExplanationService } from './ExplanationService';
export { OutcomeLookup, type ChangeOutcomeReader } from './OutcomeLookup';
export { PastChangeStore } from './PastChangeStore';
export { SimilarChanges } from './SimilarChanges';
