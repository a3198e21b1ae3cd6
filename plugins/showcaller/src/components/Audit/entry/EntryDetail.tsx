import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  AuditFilter,
  AuditProof,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableCode,
  CopyableText,
  Disclosure,
  FactList,
  formatAbsolute,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { ProofCheckPanel } from '../../shared/proof';
import { actionWords } from '../entries/actionWords';
import { Actor, Subject } from '../entries/Subject';
import { entryFacts, entryTexts } from './entryFacts';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gap: theme.spacing(2),
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
    text: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
    more: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  }),
  { name: 'ShowcallerEntryDetail' },
);

/** One entry: who did what to what, in their words, the facts of it, and the proof that it is as it was written. */
export function EntryDetail(props: {
  proof: AuditProof;
  onFilter: (filter: AuditFilter) => void;
}) {
  const { proof, onFilter } = props;
  const { entry, canonical } = proof;
  const { subject, actor, action, entityRef } = entry;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const facts = entryFacts(entry.data);
  return (
    <div className={classes.root}>
      <FactList
        facts={[
          [t('audit.entries.action'), `${actionWords(action)} (${action})`],
          [t('audit.entries.actor'), <Actor actor={actor} />],
          [t('audit.entries.at'), formatAbsolute(entry.at)],
          [t('audit.entries.subject'), <Subject subject={subject} />],
          [
            t('audit.entries.entity'),
            entityRef && <EntityRefLink entityRef={entityRef} />,
          ],
          [
            t('audit.entry.request'),
            entry.requestId && (
              <CopyableText
                what={t('audit.entry.request')}
                text={entry.requestId}
              />
            ),
          ],
          ...facts,
          [
            t('audit.entry.leaf'),
            <CopyableText what={t('audit.entry.leaf')} text={entry.leafHash} />,
          ],
        ]}
      />
      {entryTexts(entry).map(({ name, text }) => (
        <div key={name}>
          <Typography variant="subtitle2" component="h3">
            {name}
          </Typography>
          <Typography
            variant="body2"
            className={classes.text}
            color={text === undefined ? 'textSecondary' : 'initial'}
          >
            {text ?? t('audit.entry.erased')}
          </Typography>
        </div>
      ))}
      <ProofCheckPanel seq={entry.seq} />
      <Disclosure summary={t('audit.entry.canonical')}>
        <Typography variant="body2" color="textSecondary">
          {t('audit.entry.canonicalHint')}
        </Typography>
        <CopyableCode code={canonical} label={t('audit.entry.copy')} />
      </Disclosure>
      <div className={classes.more}>
        <Button size="small" onClick={() => onFilter({ subject })}>
          {t('audit.entry.sameSubject')}
        </Button>
        <Button size="small" onClick={() => onFilter({ actor })}>
          {t('audit.entry.sameActor')}
        </Button>
      </div>
    </div>
  );
}
