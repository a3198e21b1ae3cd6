import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { AuditReference } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatNumber,
  PlainTable,
  refWords,
  RelativeTime,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { ProofCheckPanel } from '../../shared/proof';
import { DecisionSection } from '../DecisionSection';

const useStyles = makeStyles(
  theme => ({ panel: { marginTop: theme.spacing(1) } }),
  { name: 'ShowcallerDecisionProof' },
);

/** The entries of the audit log about the decision, each of which can be proven here. */
export function ProofSection(props: { entries: AuditReference[] }) {
  const { entries } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const decided = entries.find(({ action }) => action === 'gate.decided');
  const [chosen, setChosen] = useState<number>();
  const seq = chosen ?? decided?.seq ?? entries[0]?.seq;
  return (
    <DecisionSection id="proof" lg={7} title={t('decision.proof.title')}>
      <Typography variant="body2">
        {t(
          entries.length === 0 ? 'decision.proof.none' : 'decision.proof.what',
        )}
      </Typography>
      {entries.length > 0 && (
        <PlainTable
          label={t('decision.proof.title')}
          rows={entries}
          rowKey={entry => String(entry.seq)}
          columns={[
            {
              id: 'entry',
              title: t('decision.proof.entry'),
              align: 'right',
              cell: entry => formatNumber(entry.seq),
            },
            {
              id: 'when',
              title: t('decision.proof.when'),
              cell: entry => <RelativeTime time={entry.at} />,
            },
            {
              id: 'who',
              title: t('decision.proof.who'),
              cell: entry => refWords(entry.actor),
            },
            {
              id: 'what',
              title: t('decision.proof.did'),
              cell: entry => <code>{entry.action}</code>,
            },
            {
              id: 'check',
              title: t('decision.proof.check'),
              cell: entry => (
                <Button
                  size="small"
                  aria-pressed={entry.seq === seq}
                  aria-label={t('decision.proof.open', {
                    seq: String(entry.seq),
                  })}
                  variant={entry.seq === seq ? 'outlined' : 'text'}
                  onClick={() => setChosen(entry.seq)}
                >
                  {t('decision.proof.check')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {seq !== undefined && (
        <div className={classes.panel}>
          <ProofCheckPanel key={seq} seq={seq} />
        </div>
      )}
    </DecisionSection>
  );
}
