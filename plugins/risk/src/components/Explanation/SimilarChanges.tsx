import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  RiskAssessment,
  SimilarChange,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  Disclosure,
  RelativeTime,
  StatusText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../../translation';
import { SourceLink } from '../SourceLink';
import {
  distinctChanges,
  similarCaution,
  similarFacts,
  similarOutcomeWords,
  similarSummary,
  similarTitle,
} from './similarWords';

const useStyles = makeStyles(
  theme => ({
    list: {
      listStyle: 'none',
      margin: theme.spacing(1, 0),
      padding: theme.spacing(0, 0, 0, 3),
      display: 'grid',
      gap: theme.spacing(1),
    },
    facts: {
      display: 'flex',
      flexWrap: 'wrap',
      columnGap: theme.spacing(1.5),
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'PluginRiskSimilarChanges' },
);

/** Past changes that the model takes for the same, and what became of them. */
export function SimilarChanges(props: {
  similar: SimilarChange[];
  /** What they are similar to; those of another service name it. */
  assessment: Pick<RiskAssessment, 'entityRef' | 'subject'>;
}) {
  const { entityRef, subject } = props.assessment;
  const similar = distinctChanges(props.similar, subject.sha);
  const classes = useStyles();
  const { t } = useTranslationRef(riskTranslationRef);
  if (similar.length === 0) {
    return <Typography color="textSecondary">{t('similar.none')}</Typography>;
  }
  const caution = similarCaution(similar);
  return (
    <>
      <Disclosure summary={similarSummary(similar)}>
        <ul className={classes.list} aria-label={t('similar.title')}>
          {similar.map(change => (
            <Similar
              key={change.assessmentId}
              change={change}
              elsewhere={change.entityRef !== entityRef}
            />
          ))}
        </ul>
        <Typography variant="caption" color="textSecondary">
          {t('similar.meaning')}
        </Typography>
      </Disclosure>
      {caution && (
        <Typography variant="body2" color="textSecondary">
          {caution}
        </Typography>
      )}
    </>
  );
}

function Similar(props: { change: SimilarChange; elsewhere: boolean }) {
  const { change, elsewhere } = props;
  const classes = useStyles();
  return (
    <li>
      <Typography variant="body2" component="div">
        <SourceLink url={change.url}>{similarTitle(change)}</SourceLink>
      </Typography>
      <Typography variant="body2" component="div" className={classes.facts}>
        <StatusText word={similarOutcomeWords[change.outcome]} />
        {elsewhere && <EntityRefLink entityRef={change.entityRef} />}
        <RelativeTime time={change.occurredAt} />
        {similarFacts(change).map(fact => (
          <span key={fact}>{fact}</span>
        ))}
      </Typography>
    </li>
  );
}
