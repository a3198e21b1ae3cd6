import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { PolicyLocation } from '@showcaller/engine/policy';
import { useChartPalette } from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { PolicyLineText } from './PolicyLineText';
import { policyExcerpt, type LineMark } from './policyLines';

const useStyles = makeStyles(
  theme => ({
    root: {
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
      backgroundColor: theme.palette.background.default,
      overflowX: 'auto',
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
    },
    lines: {
      margin: 0,
      padding: theme.spacing(1, 0),
      listStyle: 'none',
      fontFamily: 'monospace',
      fontSize: theme.typography.body2.fontSize,
      lineHeight: 1.6,
      width: 'max-content',
      minWidth: '100%',
    },
    line: {
      display: 'flex',
      whiteSpace: 'pre',
      borderLeft: '4px solid transparent',
    },
    number: {
      width: '4ch',
      flexShrink: 0,
      paddingRight: theme.spacing(1.5),
      textAlign: 'right',
      color: theme.palette.text.secondary,
      userSelect: 'none',
    },
    matched: { borderLeftColor: theme.palette.text.secondary },
    decided: {
      fontWeight: 'bold',
      backgroundColor: theme.palette.action.selected,
    },
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
    },
  }),
  { name: 'ShowcallerPolicyText' },
);

/** A policy file with line numbers, the rule that decided lit, others that held marked at the edge. */
export function PolicyText(props: {
  path: string;
  text: string;
  decided: PolicyLocation | undefined;
  matched: readonly PolicyLocation[];
  firstLine?: number;
}) {
  const { path } = props;
  const classes = useStyles();
  const palette = useChartPalette();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [whole, setWhole] = useState(false);
  const { lines, before, after } = policyExcerpt({ ...props, whole });
  const said: Record<LineMark, string> = {
    decided: t('policyText.decided'),
    matched: t('policyText.matched'),
  };
  return (
    <>
      <div
        role="region"
        aria-label={path}
        // It scrolls sideways, so the keyboard has to get in.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className={classes.root}
      >
        <ol className={classes.lines}>
          {lines.map(({ number, pieces, mark }) => (
            <li
              key={number}
              className={`${classes.line} ${mark ? classes[mark] : ''}`}
              style={
                mark === 'decided'
                  ? {
                      borderLeftColor: palette.series,
                      // Browsers leave out backgrounds on paper unless told otherwise.
                      printColorAdjust: 'exact',
                    }
                  : undefined
              }
              aria-current={mark === 'decided' ? 'true' : undefined}
            >
              <span className={classes.number} aria-hidden>
                {number}
              </span>
              {mark && <span className={classes.hidden}>{said[mark]} </span>}
              <PolicyLineText pieces={pieces} />
            </li>
          ))}
        </ol>
      </div>
      {before + after > 0 && (
        <Button size="small" onClick={() => setWhole(true)}>
          {t('policyText.whole', { count: before + after })}
        </Button>
      )}
    </>
  );
}
