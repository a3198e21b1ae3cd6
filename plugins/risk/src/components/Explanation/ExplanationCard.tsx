import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerReadPermission,
  type RiskAssessment,
  type RiskExplanationDetail,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  QueryContent,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../../translation';
import { SimilarChanges } from './SimilarChanges';
import { WhatWouldLower } from './WhatWouldLower';

const useStyles = makeStyles(
  theme => ({ section: { marginTop: theme.spacing(3) } }),
  { name: 'PluginRiskExplanationCard' },
);

/** What would lower the risk, and what became of changes like it; in their own time, after the verdict is there. */
export function ExplanationCard(props: {
  query: ShowcallerQuery<RiskExplanationDetail>;
  assessment: Pick<RiskAssessment, 'entityRef' | 'subject'>;
}) {
  const { query, assessment } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(riskTranslationRef);
  return (
    <InfoCard title={t('lower.title')} subheader={t('lower.subheader')}>
      <QueryContent
        query={query}
        what={t('what.explanation')}
        permission={showcallerReadPermission.name}
        lines={6}
      >
        {detail => (
          <>
            <WhatWouldLower counterfactuals={detail.counterfactuals} />
            <section className={classes.section}>
              <Typography variant="subtitle1" component="h3">
                {t('similar.title')}
              </Typography>
              <SimilarChanges
                similar={detail.similar}
                assessment={assessment}
              />
            </section>
            {!detail.sameModel && (
              <Typography
                variant="caption"
                color="textSecondary"
                component="p"
                className={classes.section}
              >
                {t('lower.otherModel')}
              </Typography>
            )}
          </>
        )}
      </QueryContent>
    </InfoCard>
  );
}
