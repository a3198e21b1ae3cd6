import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import {
  signalGroupWords,
  unknownSignals,
} from '@showcaller/backstage-plugin-showcaller-react';
import { stepOf, type StepKind } from './missingSteps';

/** Signals that are not known for the same reason and that the same step would fill. */
export interface MissingSignals {
  key: string;
  labels: string[];
  reason: string;
  step?: StepKind;
  /** How many signals these are; those about people have one label together. */
  count: number;
}

/**
 * What is not known, and why, in the order of the model; what can be filled by a step first. Signals about people are
 * named by their group only.
 */
export function missingSignals(signals: RiskSignal[]): MissingSignals[] {
  const groups = new Map(signals.map(({ name, group }) => [name, group]));
  const found = new Map<string, MissingSignals>();
  for (const { name, label, reason } of unknownSignals(signals)) {
    const words = signalGroupWords(groups.get(name) ?? '');
    const shown = words.ofPeople ? words.label : label;
    const step = stepOf({ name, reason });
    const key = `${step} ${reason}`;
    const entry = found.get(key);
    if (!entry) {
      found.set(key, { key, labels: [shown], reason, step, count: 1 });
    } else {
      entry.count += 1;
      if (!entry.labels.includes(shown)) {
        entry.labels.push(shown);
      }
    }
  }
  const all = [...found.values()];
  const sorted = [
    ...all.filter(one => one.step),
    ...all.filter(one => !one.step),
  ];
  // The same step is told once, where it is needed first.
  return sorted.map((one, at) =>
    sorted.findIndex(other => other.step === one.step) < at
      ? { ...one, step: undefined }
      : one,
  );
}
