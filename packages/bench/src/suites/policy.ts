import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { measureSpeed } from '../policy/measureSpeed';
import { judgeSentences } from '../policy/judgeSentences';
import { NoDataError, type Suite } from '../Suite';

/** The guardrail language: sentences that it must accept and refuse, and its speed against CEL on one rule. */
export const policySuite: Suite = {
  name: 'policy',
  description: 'sentences of the guardrail language, and its speed against CEL',
  defaultData: '../shared/data/policy',
  async run({ dataFolder, progress }) {
    const file = path.join(dataFolder, 'grammar-sentences.json');
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch {
      throw new NoDataError(`There is no ${file}`);
    }
    const { accepted, rejected, wrong, errorsOfAccepted } = judgeSentences(
      JSON.parse(text),
    );
    progress('speed: the same rule in both languages, five rounds each');
    const speeds = await measureSpeed();
    const [rule] = speeds;
    const perSecond = (value: number) => Math.round(value);
    return {
      tables: [
        {
          title: 'Sentences',
          rows: [
            ['', 'right', 'n', 'also compile'],
            [
              'accepted',
              accepted.right,
              accepted.n,
              accepted.n - errorsOfAccepted,
            ],
            ['rejected', rejected.right, rejected.n, undefined],
            ...wrong.map(sentence => ['wrong', sentence, undefined, undefined]),
          ],
        },
        {
          title:
            'Conditions judged per second, compiled once in both, facts alike (best of five rounds, in turn)',
          rows: [
            [
              'rule',
              'ours',
              '@marcbachmann/cel-js',
              'ratio',
              'ours, whole decision',
            ],
            ...speeds.map(speed => [
              speed.name,
              perSecond(speed.ours),
              perSecond(speed.cel),
              Number((speed.ours / speed.cel).toFixed(1)),
              perSecond(speed.decisions),
            ]),
          ],
        },
      ],
      json: {
        accepted,
        rejected,
        evals_per_s: perSecond(rule.ours),
        cel_evals_per_s: perSecond(rule.cel),
      },
    };
  },
};
