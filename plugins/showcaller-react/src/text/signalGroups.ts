/** What a group of signals is about. @public */
export interface SignalGroupWords {
  /** `Size of the change`. */
  label: string;
  /**
   * True where the signals are about people: shown as one figure of the team, never signal by signal, so that nobody
   * can read a score of a person out of it.
   */
  ofPeople: boolean;
}

const words: Record<string, SignalGroupWords> = {
  size: { label: 'Size of the change', ofPeople: false },
  purpose: { label: 'Kind of change', ofPeople: false },
  churn: { label: 'History of the touched files', ofPeople: false },
  team: { label: 'Experience of the team', ofPeople: true },
  tests: { label: 'Tests', ofPeople: false },
  flakiness: { label: 'Flaky tests and re-runs', ofPeople: false },
  dependencies: { label: 'Dependencies', ofPeople: false },
  performance: { label: 'Performance', ofPeople: false },
  incidents: { label: 'Incidents and rollbacks', ofPeople: false },
  timing: { label: 'Timing', ofPeople: false },
  // Names of groups in assessments from before the schema had the ones above.
  history: { label: 'History of the touched files', ofPeople: false },
  experience: { label: 'Experience of the team', ofPeople: true },
  people: { label: 'Experience of the team', ofPeople: true },
};

/** The words for a group of signals; a group of another schema keeps its own name. @public */
export function signalGroupWords(group: string): SignalGroupWords {
  return Object.hasOwn(words, group)
    ? words[group]
    : { label: group, ofPeople: false };
}
