import { useChartPalette } from '@showcaller/backstage-plugin-showcaller-react';
import { policyColours } from './policyColours';
import type { PolicyPiece } from './policyLines';

/** One line of a policy, coloured by what its pieces are. */
export function PolicyLineText(props: { pieces: PolicyPiece[] }) {
  const palette = useChartPalette();
  return (
    <code>
      {props.pieces.map(({ text, kind }, index) => {
        const colour = kind && policyColours[kind];
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
