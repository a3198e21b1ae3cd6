import type { ChartPalette } from '@showcaller/backstage-plugin-showcaller-react';
import type { PolicyTokenKind } from '@showcaller/engine/policy';

/** Colours of what is not plain text; the words say the same without them. */
export const policyColours: Partial<
  Record<PolicyTokenKind, keyof ChartPalette>
> = {
  keyword: 'series',
  function: 'series',
  string: 'low',
  number: 'second',
  unit: 'second',
  action: 'high',
  comment: 'textSubtle',
  label: 'textSubtle',
};
