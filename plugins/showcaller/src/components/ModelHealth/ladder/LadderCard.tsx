import { InfoCard, Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  LadderState,
  ModelRung,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  Disclosure,
  FactList,
  formatNumber,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { useTabLink } from '../../shared/useTabLink';
import { LadderSteps } from './LadderSteps';
import { ladderSentence, reasonLines } from './ladderSteps';

const useStyles = makeStyles(
  theme => ({
    sentence: { marginTop: theme.spacing(2), marginBottom: theme.spacing(1) },
    reasons: { margin: 0, paddingLeft: theme.spacing(2.5) },
  }),
  { name: 'ShowcallerLadderCard' },
);

/** On which rung the organisation stands, what the next one needs, and where the outcomes come from. */
export function LadderCard(props: { ladder: LadderState; serving: ModelRung }) {
  const { ladder, serving } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const tabLink = useTabLink();
  return (
    <InfoCard title={t('modelHealth.ladder.title')}>
      <LadderSteps ladder={ladder} serving={serving} />
      <Typography className={classes.sentence}>
        {ladderSentence(ladder)}
      </Typography>
      {ladder.next && (
        <Typography paragraph>
          <Link to={tabLink('imports')}>{t('modelHealth.ladder.sooner')}</Link>
        </Typography>
      )}
      <Disclosure summary={t('modelHealth.ladder.sources')}>
        <LabelSources ladder={ladder} />
      </Disclosure>
    </InfoCard>
  );
}

function LabelSources(props: { ladder: LadderState }) {
  const { ladder } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const reasons = reasonLines(ladder);
  return (
    <FactList
      facts={[
        [t('modelHealth.ladder.deployments'), formatNumber(ladder.labels)],
        [t('modelHealth.ladder.failures'), formatNumber(ladder.positives)],
        [t('modelHealth.ladder.waiting'), formatNumber(ladder.maturing)],
        [t('modelHealth.ladder.changes'), formatNumber(ladder.changeLabels)],
        [
          t('modelHealth.ladder.reasons'),
          reasons.length > 0 ? (
            <ul className={classes.reasons}>
              {reasons.map(line => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          ) : undefined,
        ],
      ]}
    />
  );
}
