import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  RiskModelVersion,
  ShadowComparison,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  IntervalStrip,
  RelativeTime,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { shortHash } from '../registry/versionActions';
import { shadowWords } from './shadowWords';

const useStyles = makeStyles(
  theme => ({ root: { display: 'grid', gap: theme.spacing(1.5) } }),
  { name: 'ShowcallerShadowCard' },
);

/** Serving model and challenger on the same live deployments: who is better, as far as it is known. */
export function ShadowCard(props: {
  shadow: ShadowComparison;
  versions: RiskModelVersion[];
}) {
  const { shadow, versions } = props;
  const { difference: value, interval } = shadow;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { tone, headline, difference } = shadowWords(shadow);
  const nameOf = (hash: string) => {
    const version = versions.find(one => one.hash === hash);
    return version ? `${version.id} ${version.version}` : shortHash(hash);
  };
  return (
    <InfoCard
      title={t('modelHealth.shadow.title')}
      subheader={t('modelHealth.shadow.subheader')}
    >
      <div className={classes.root}>
        <Typography component="div">
          <ToneText tone={tone}>{headline}</ToneText>
        </Typography>
        {difference && <Typography variant="body2">{difference}</Typography>}
        {difference && value !== undefined && interval && (
          <IntervalStrip
            summary={difference}
            value={value}
            {...interval}
            ends={{
              below: t('modelHealth.shadow.champion'),
              above: t('modelHealth.shadow.challenger'),
            }}
          />
        )}
        <Typography variant="body2" color="textSecondary">
          {t('modelHealth.shadow.models', {
            champion: nameOf(shadow.champion),
            challenger: nameOf(shadow.challenger),
          })}{' '}
          <RelativeTime time={shadow.startedAt} />
        </Typography>
      </div>
    </InfoCard>
  );
}
