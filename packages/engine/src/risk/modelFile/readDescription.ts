import type { FieldReader } from './FieldReader';
import type {
  ModelMeasurement,
  ModelMeasures,
  ModelTraining,
} from './riskModelFile';

const MEASURES = [
  'rocAuc',
  'prAuc',
  'brier',
  'logLoss',
  'ece',
  'captureTop10',
] as const;

const LABEL_SOURCES = ['deployments', 'changes'] as const;

function readMeasures(reader: FieldReader): ModelMeasures {
  const measures: ModelMeasures = {
    rows: reader.count('rows'),
    positives: reader.count('positives'),
  };
  for (const key of MEASURES) {
    if (reader.has(key)) {
      measures[key] = reader.number(key);
    }
  }
  return measures;
}

/** @throws TypeError that names the field. @internal */
export function readMetrics(reader: FieldReader): ModelMeasurement {
  const controls = reader.object('controls');
  return {
    on: reader.string('on'),
    model: readMeasures(reader.object('model')),
    controls: Object.fromEntries(
      controls.keys().map(name => [name, readMeasures(controls.object(name))]),
    ),
  };
}

function readLocal(reader: FieldReader): ModelTraining['local'] {
  return {
    rows: reader.count('rows'),
    positives: reader.count('positives'),
    labelSource: reader.oneOf('labelSource', LABEL_SOURCES),
  };
}

/** @throws TypeError that names the field. @internal */
export function readTraining(reader: FieldReader): ModelTraining {
  const parameters = reader.object('parameters');
  const window = reader.has('window') ? reader.object('window') : undefined;
  return {
    description: reader.string('description'),
    createdFrom: reader.string('createdFrom'),
    labelSource: reader.oneOf('labelSource', LABEL_SOURCES),
    ...(window && {
      window: { from: window.string('from'), to: window.string('to') },
    }),
    rows: reader.count('rows'),
    positives: reader.count('positives'),
    baseRate: reader.number('baseRate'),
    ...(reader.has('local') && { local: readLocal(reader.object('local')) }),
    seed: reader.number('seed'),
    parameters: Object.fromEntries(
      parameters.keys().map(name => [name, parameters.plain(name)]),
    ),
  };
}
