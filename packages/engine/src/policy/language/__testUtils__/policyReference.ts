import { policyActions } from '../vocabulary/actions';
import { policyFunctions } from '../vocabulary/functions';
import { policyVocabulary } from '../vocabulary/policyVocabulary';

function table(head: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}

const code = (text: string) => `\`${text.replaceAll('|', '\\|')}\``;

/** The parts of the reference that follow from the tables of the language, by the name of their section. */
export const referenceSections: Readonly<Record<string, string>> = {
  vocabulary: table(
    ['path', 'unit', 'what it is', 'example'],
    policyVocabulary.map(
      ({ path, unit, description, values, comparable, stages, example }) => [
        code(path),
        [
          unit,
          ...(comparable ? ['compared'] : []),
          ...(stages ? [`at ${stages.join(', ')}`] : []),
        ].join('; '),
        `${description}${values ? `: ${values.join(', ')}` : ''}`,
        code(example),
      ],
    ),
  ),
  functions: table(
    ['function', 'what it answers', 'example'],
    policyFunctions.map(({ signature, description, example }) => [
      code(signature),
      description,
      code(example),
    ]),
  ),
  actions: table(
    ['action', 'arguments', 'what it does'],
    policyActions.map(({ name, arguments: args, description }) => [
      code(name),
      args
        .map(
          argument =>
            `${code(argument.name)}${argument.required ? ' (needed)' : ''}: ${
              argument.description
            }${argument.values ? ` (${argument.values.join(', ')})` : ''}`,
        )
        .join('; '),
      description,
    ]),
  ),
};
