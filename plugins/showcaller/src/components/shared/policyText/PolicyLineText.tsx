import {
  useChartPalette,
  type ChartPalette,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { PolicyTokenKind } from '@showcaller/engine/policy';
import type { PolicyPiece } from './policyLines';

/** Colours of what is not plain text; the words say the same without them. */
const colours: Partial<Record<PolicyTokenKind, keyof ChartPalette>> = {
  keyword: 'series',
  function: 'series',
  string: 'low',
  number: 'second',
  unit: 'second',
  action: 'high',
  comment: 'textSubtle',
  label: 'textSubtle',
};

/** One line of a policy, coloured by what its pieces are. */
export function PolicyLineText(props: { pieces: PolicyPiece[] }) {
  const palette = useChartPalette();
  return (
    <code>
      {props.pieces.map(({ text, kind }, index) => {
        const colour = kind && colours[kind];
        return (
          <span
            key={index}
            style={colour ? { color: palette[colour] } : undefined}
          >
            {text}
          </span>
        );
      })}
    </code>
  );
}
