import { useTranslationRef } from '@backstage/frontend-plugin-api';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  LadderState,
  ModelRung,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatNumber,
  modelRungWords,
  ToneText,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { ladderSteps, type LadderNeed, type LadderStep } from './ladderSteps';

const tones: Record<LadderStep['state'], Tone> = {
  done: 'ok',
  current: 'ok',
  tried: 'neutral',
  next: 'neutral',
  later: 'neutral',
};

const useStyles = makeStyles(
  theme => ({
    root: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      display: 'grid',
      gap: theme.spacing(1),
      gridTemplateColumns: 'repeat(auto-fit, minmax(170px, 1fr))',
    },
    step: {
      padding: theme.spacing(1.5),
      border: `1px solid ${theme.palette.divider}`,
      borderRadius: theme.shape.borderRadius,
    },
    current: {
      borderColor: theme.palette.text.primary,
      borderWidth: 2,
      padding: `calc(${theme.spacing(1.5)}px - 1px)`,
    },
    label: { fontWeight: theme.typography.fontWeightBold as number },
    need: { marginTop: theme.spacing(1) },
  }),
  { name: 'ShowcallerLadderSteps' },
);

/** The rungs from left to right; the current one is framed, the next one says how far it is. */
export function LadderSteps(props: {
  ladder: LadderState;
  serving: ModelRung;
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <ol className={classes.root}>
      {ladderSteps(props).map(({ rung, state, needs }) => (
        <li
          key={rung}
          aria-current={state === 'current' ? 'step' : undefined}
          className={
            state === 'current'
              ? `${classes.step} ${classes.current}`
              : classes.step
          }
        >
          <Typography variant="caption" component="div" color="textSecondary">
            <ToneText tone={tones[state]}>
              {t(`modelHealth.ladder.${state}`)}
            </ToneText>
          </Typography>
          <Typography className={classes.label}>
            {modelRungWords[rung].label}
          </Typography>
          <Typography variant="body2" color="textSecondary">
            {modelRungWords[rung].meaning}
          </Typography>
          {needs.map(need => (
            <Need key={need.what} need={need} />
          ))}
        </li>
      ))}
    </ol>
  );
}

function Need(props: { need: LadderNeed }) {
  const { what, have, need, percent } = props.need;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const text = t(
    have >= need ? 'modelHealth.ladder.enough' : 'modelHealth.ladder.of',
    {
      have: formatNumber(have),
      need: formatNumber(need),
      what: t(`modelHealth.ladder.${what}`),
    },
  );
  return (
    <div className={classes.need}>
      <LinearProgress variant="determinate" value={percent} aria-label={text} />
      <Typography variant="caption">{text}</Typography>
    </div>
  );
}
