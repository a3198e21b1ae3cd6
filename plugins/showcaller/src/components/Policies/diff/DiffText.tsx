import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles, alpha } from '@material-ui/core/styles';
import { useChartPalette } from '@showcaller/backstage-plugin-showcaller-react';
import { Fragment } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import type { FileDiff } from './diffBundles';
import type { DiffLine } from './diffLines';

const useStyles = makeStyles(
  theme => ({
    root: {
      marginTop: theme.spacing(0.5),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.default,
      overflowX: 'auto',
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
    },
    table: {
      borderCollapse: 'collapse',
      minWidth: '100%',
      fontFamily: 'monospace',
      fontSize: theme.typography.body2.fontSize,
      lineHeight: 1.6,
    },
    number: {
      width: '5ch',
      padding: theme.spacing(0, 1),
      textAlign: 'right',
      verticalAlign: 'top',
      color: theme.palette.text.secondary,
      userSelect: 'none',
    },
    sign: { width: '2ch', fontWeight: 'bold', verticalAlign: 'top' },
    text: { whiteSpace: 'pre', paddingRight: theme.spacing(2) },
    gap: {
      color: theme.palette.text.secondary,
      padding: theme.spacing(0, 1),
      borderTop: `1px dashed ${theme.palette.divider}`,
      borderBottom: `1px dashed ${theme.palette.divider}`,
    },
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
    },
  }),
  { name: 'ShowcallerDiffText' },
);

const signs: Record<DiffLine['kind'], string> = {
  same: ' ',
  added: '+',
  removed: '−',
};

/** The lines of a file that differ, with a sign and a colour. */
export function DiffText(props: { file: FileDiff }) {
  const { path, parts } = props.file;
  const classes = useStyles();
  const palette = useChartPalette();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const colours: Record<DiffLine['kind'], string | undefined> = {
    same: undefined,
    added: palette.better,
    removed: palette.worse,
  };
  return (
    <>
      {/* It scrolls sideways, so the keyboard has to get in. */}
      <div
        className={classes.root}
        role="region"
        aria-label={path}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <table className={classes.table}>
          <tbody>
            {parts.map((lines, index) => (
              <Fragment key={lines[0].before ?? `+${lines[0].after}`}>
                {index > 0 && (
                  <tr aria-hidden>
                    <td colSpan={4} className={classes.gap}>
                      ⋯
                    </td>
                  </tr>
                )}
                {lines.map(({ kind, text, before, after }) => {
                  const colour = colours[kind];
                  return (
                    <tr
                      key={`${before}:${after}`}
                      style={
                        colour
                          ? { backgroundColor: alpha(colour, 0.14) }
                          : undefined
                      }
                    >
                      <td className={classes.number}>{before}</td>
                      <td className={classes.number}>{after}</td>
                      <td className={classes.sign} style={{ color: colour }}>
                        <span aria-hidden>{signs[kind]}</span>
                        {kind !== 'same' && (
                          <span className={classes.hidden}>
                            {t(`policies.diff.lines.${kind}`)}
                          </span>
                        )}
                      </td>
                      <td className={classes.text}>{text}</td>
                    </tr>
                  );
                })}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
