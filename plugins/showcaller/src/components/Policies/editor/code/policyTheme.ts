import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Theme } from '@material-ui/core/styles';
import type { ChartPalette } from '@showcaller/backstage-plugin-showcaller-react';
import type { PolicyTokenKind } from '@showcaller/engine/policy';
import { policyColours } from '../../../shared/policyText/policyColours';
import { tokenClass } from './policyHighlighting';

/** The editor in the colours of the portal, light or dark. */
export function policyTheme(theme: Theme, chart: ChartPalette): Extension {
  const { palette, shape, typography } = theme;
  const popup = {
    backgroundColor: palette.background.paper,
    color: palette.text.primary,
    border: `1px solid ${palette.divider}`,
    borderRadius: shape.borderRadius,
  };
  const words = Object.entries(policyColours).map(([kind, colour]) => [
    `.${tokenClass(kind as PolicyTokenKind)}`,
    { color: chart[colour] },
  ]);
  return EditorView.theme(
    {
      '&': {
        color: palette.text.primary,
        backgroundColor: palette.background.default,
        fontSize: typography.body2.fontSize,
      },
      '&.cm-focused': { outline: `2px solid ${palette.primary.main}` },
      '.cm-content': { caretColor: palette.text.primary, lineHeight: '1.6' },
      '.cm-cursor, .cm-dropCursor': { borderLeftColor: palette.text.primary },
      '.cm-gutters': {
        backgroundColor: palette.background.default,
        color: palette.text.secondary,
        borderRight: `1px solid ${palette.divider}`,
      },
      '.cm-activeLine, .cm-activeLineGutter': {
        backgroundColor: palette.action.hover,
      },
      '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection':
        { backgroundColor: palette.action.selected },
      '.cm-tooltip': popup,
      '.cm-tooltip .cm-completionInfo': popup,
      '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
        backgroundColor: palette.primary.main,
        color: palette.primary.contrastText,
      },
      '.cm-completionDetail': { opacity: 0.8, fontStyle: 'normal' },
      '.cm-completionInfo': { maxWidth: '360px' },
      '.cm-panels': {
        backgroundColor: palette.background.paper,
        color: palette.text.primary,
      },
      '.cm-diagnostic-error': { borderLeftColor: chart.high },
      '.cm-diagnostic-warning': { borderLeftColor: chart.elevated },
      '.cm-diagnosticAction': {
        backgroundColor: palette.primary.main,
        color: palette.primary.contrastText,
      },
      '.cm-lintRange-error': {
        backgroundImage: 'none',
        textDecoration: `underline wavy ${chart.high}`,
        textUnderlineOffset: '3px',
      },
      '.cm-lintRange-warning': {
        backgroundImage: 'none',
        textDecoration: `underline wavy ${chart.elevated}`,
        textUnderlineOffset: '3px',
      },
      ...Object.fromEntries(words),
    },
    { dark: palette.type === 'dark' },
  );
}
