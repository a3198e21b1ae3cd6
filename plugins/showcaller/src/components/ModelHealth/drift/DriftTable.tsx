import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type { DriftLevel } from '@showcaller/backstage-plugin-showcaller-common';
import {
  InlineBar,
  PlainTable,
  StatusText,
  type ChartPalette,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { driftWords, psiLimits, type DriftRow } from './driftRows';

/** Rows that are shown before the reader asks for all. */
const FIRST = 8;

const colours: Record<DriftLevel, keyof ChartPalette> = {
  stable: 'series',
  watch: 'elevated',
  act: 'high',
};

const useStyles = makeStyles(
  { together: { whiteSpace: 'nowrap' } },
  { name: 'ShowcallerDriftTable' },
);

/** Each signal with its stability index as a bar against the two limits, and how often it is missing. */
export function DriftTable(props: { rows: DriftRow[] }) {
  const { rows } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [all, setAll] = useState(false);
  const limit = Math.max(...rows.map(row => row.psi ?? 0), psiLimits.act * 1.2);
  return (
    <div>
      <PlainTable
        label={t('modelHealth.drift.caption')}
        rows={all ? rows : rows.slice(0, FIRST)}
        rowKey={row => row.name}
        columns={[
          {
            id: 'signal',
            title: t('modelHealth.drift.signal'),
            cell: row => row.label,
          },
          {
            id: 'status',
            title: t('modelHealth.drift.status'),
            cell: row => <StatusText word={driftWords[row.level]} />,
          },
          {
            id: 'bar',
            title: '',
            cell: row => (
              <InlineBar
                value={row.psi ?? 0}
                limit={limit}
                colour={colours[row.level]}
                marks={[psiLimits.watch, psiLimits.act]}
              />
            ),
          },
          {
            id: 'index',
            title: t('modelHealth.drift.index'),
            align: 'right',
            cell: row => row.psiText,
          },
          {
            id: 'missing',
            title: t('modelHealth.drift.missing'),
            cell: row => (
              <span className={classes.together}>
                {row.missingMore ? <strong>{row.missing}</strong> : row.missing}
              </span>
            ),
          },
        ]}
      />
      {rows.length > FIRST && (
        <Button size="small" onClick={() => setAll(!all)}>
          {all
            ? t('modelHealth.drift.fewer')
            : t('modelHealth.drift.all', { total: `${rows.length}` })}
        </Button>
      )}
    </div>
  );
}
