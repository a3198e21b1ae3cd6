import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { useChartPalette } from '@showcaller/backstage-plugin-showcaller-react';
import CodeMirror from '@uiw/react-codemirror';
import {
  forwardRef,
  useEffect,
  useImperativeHandle,
  useMemo,
  useState,
} from 'react';
import { showcallerTranslationRef } from '../../../../translation';
import type { DraftCheck } from '../live/checkDraft';
import { lintMarks } from './lintMarks';
import { policyHighlighting } from './policyHighlighting';
import { policyLanguage } from './policyLanguage';
import { policyTheme } from './policyTheme';

const useStyles = makeStyles(
  theme => ({
    root: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      overflow: 'hidden',
      minWidth: 0,
    },
  }),
  { name: 'ShowcallerPolicyCode' },
);

/** What the parts around the text do to it. */
export interface PolicyCodeHandle {
  /** Writes where the cursor is, and goes on there. */
  insert: (text: string) => void;
  /** Puts the cursor to a place and shows it. */
  goTo: (offset: number) => void;
}

/** One file in an editor: coloured, completed while typing, what is wrong underlined. Tab leaves it, Escape is not needed. */
export const PolicyCode = forwardRef<
  PolicyCodeHandle,
  {
    path: string;
    text: string;
    check: DraftCheck | undefined;
    readOnly: boolean;
    onChange: (text: string) => void;
  }
>((props, ref) => {
  const { path, text, check, readOnly, onChange } = props;
  const classes = useStyles();
  const theme = useTheme();
  const palette = useChartPalette();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [view, setView] = useState<EditorView>();
  const label = t('policies.editor.textOf', { path });

  const extensions = useMemo(
    () => [
      policyLanguage,
      policyHighlighting,
      policyTheme(theme, palette),
      lintGutter(),
      EditorView.lineWrapping,
      EditorState.tabSize.of(2),
      EditorView.contentAttributes.of({ 'aria-label': label }),
    ],
    [theme, palette, label],
  );

  useImperativeHandle(
    ref,
    () => ({
      insert: piece => {
        if (view && !view.state.readOnly) {
          view.dispatch({
            ...view.state.replaceSelection(piece),
            scrollIntoView: true,
          });
          view.focus();
        }
      },
      goTo: offset => {
        if (view) {
          const anchor = Math.min(offset, view.state.doc.length);
          view.dispatch({
            selection: { anchor },
            effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
          });
          view.focus();
        }
      },
    }),
    [view],
  );

  useEffect(() => {
    // What was checked before somebody went on typing is not underlined: it may stand elsewhere now.
    if (
      view &&
      check?.files.some(file => file.path === path && file.text === text)
    ) {
      view.dispatch(
        setDiagnostics(
          view.state,
          lintMarks({
            path,
            length: view.state.doc.length,
            diagnostics: check.diagnostics,
            fixes: readOnly ? new Map() : check.fixes,
            fixLabel: insert => t('policies.problems.replaceWith', { insert }),
            sayInstead: suggestion =>
              t('policies.problems.insteadOf', { suggestion }),
          }),
        ),
      );
    }
  }, [view, check, path, text, readOnly, t]);

  return (
    <CodeMirror
      className={classes.root}
      value={text}
      theme="none"
      height="clamp(320px, 56vh, 900px)"
      readOnly={readOnly}
      indentWithTab={false}
      basicSetup={{ foldGutter: false, highlightSelectionMatches: false }}
      extensions={extensions}
      onCreateEditor={setView}
      onChange={onChange}
    />
  );
});
