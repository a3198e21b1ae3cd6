import { useTranslationRef } from '@backstage/frontend-plugin-api';
import ButtonBase from '@material-ui/core/ButtonBase';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ChevronRightIcon from '@material-ui/icons/ChevronRight';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import { useState } from 'react';
import { showcallerReactTranslationRef } from '../../translation';
import { DivergingBar } from '../bars/DivergingBar';
import type { ContributionGroup } from './contributionGroups';
import type { ContributionRow } from './contributionRows';

const useStyles = makeStyles(
  theme => ({
    cell: {
      padding: theme.spacing(0.75, 1),
      lineHeight: theme.typography.body2.lineHeight,
    },
    // The centre line of all bars, through the gaps between the rows.
    bars: {
      padding: theme.spacing(0.75, 1),
      background: `linear-gradient(${theme.palette.text.secondary}, ${theme.palette.text.secondary}) center / 1px 100% no-repeat`,
    },
    toggle: {
      display: 'flex',
      width: '100%',
      alignItems: 'flex-start',
      justifyContent: 'flex-start',
      textAlign: 'left',
      gap: theme.spacing(0.5),
      borderRadius: theme.shape.borderRadius,
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
    },
    still: { display: 'flex', paddingLeft: theme.spacing(3) },
    icon: { fontSize: theme.typography.pxToRem(20) },
    label: { fontWeight: theme.typography.fontWeightBold as number },
    together: { whiteSpace: 'nowrap' },
    signal: { paddingLeft: theme.spacing(4) },
    effect: {
      padding: theme.spacing(0.75, 0),
      lineHeight: theme.typography.body2.lineHeight,
      textAlign: 'right',
      whiteSpace: 'nowrap',
      fontVariantNumeric: 'tabular-nums',
    },
    strong: { fontWeight: theme.typography.fontWeightBold as number },
  }),
  { name: 'ShowcallerContributionGroupRows' },
);

/** The row of a group and, when it is open, one per signal. */
export function ContributionGroupRows(props: {
  group: ContributionGroup;
  limit: number;
}) {
  const { group, limit } = props;
  const classes = useStyles();
  const [open, setOpen] = useState(false);
  const Icon = open ? ExpandMoreIcon : ChevronRightIcon;
  return (
    <>
      <TableRow hover>
        <TableCell component="th" scope="row" className={classes.cell}>
          {group.signals.length > 0 ? (
            <ButtonBase
              disableRipple
              className={classes.toggle}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              <Icon className={classes.icon} />
              <GroupWords group={group} />
            </ButtonBase>
          ) : (
            <div className={classes.still}>
              <GroupWords group={group} />
            </div>
          )}
        </TableCell>
        <TableCell className={classes.bars}>
          <DivergingBar value={group.contribution} limit={limit} />
        </TableCell>
        <TableCell className={`${classes.effect} ${classes.strong}`}>
          {group.effectText}
        </TableCell>
      </TableRow>
      {open &&
        group.signals.map(row => (
          <SignalRow key={row.name} row={row} limit={limit} />
        ))}
    </>
  );
}

function GroupWords(props: { group: ContributionGroup }) {
  const { label, phrase, ofPeople, unknown } = props.group;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const words = ofPeople ? t('contribution.ofPeople') : phrase;
  return (
    <span>
      <Typography variant="body2" component="span" className={classes.label}>
        {label}
      </Typography>{' '}
      <Typography
        variant="body2"
        component="span"
        display="block"
        color="textSecondary"
      >
        {words}
        {unknown > 0 && (
          <>
            {' · '}
            <span className={classes.together}>
              {t('contribution.unknown', { count: unknown })}
            </span>
          </>
        )}
      </Typography>
    </span>
  );
}

function SignalRow(props: { row: ContributionRow; limit: number }) {
  const { row, limit } = props;
  const classes = useStyles();
  return (
    <TableRow hover>
      <TableCell
        component="th"
        scope="row"
        className={`${classes.cell} ${classes.signal}`}
      >
        <Typography variant="body2" component="span">
          {row.phrase}
        </Typography>{' '}
        <Typography
          variant="caption"
          component="span"
          display="block"
          color="textSecondary"
        >
          {row.origin}
        </Typography>
      </TableCell>
      <TableCell className={classes.bars}>
        <DivergingBar value={row.contribution} limit={limit} thin />
      </TableCell>
      <TableCell className={classes.effect}>{row.effectText}</TableCell>
    </TableRow>
  );
}
