import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RiskModelVersion } from '@showcaller/backstage-plugin-showcaller-common';
import {
  modelStatusWords,
  RelativeTime,
  StatusText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';

const useStyles = makeStyles(
  { reason: { maxWidth: 300, minWidth: 180 } },
  { name: 'ShowcallerVersionStatus' },
);

/** How a version stands, since when, by whom, and why. */
export function VersionStatus(props: { version: RiskModelVersion }) {
  const { status, statusReason, statusChangedAt, statusChangedBy, createdAt } =
    props.version;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <div className={classes.reason}>
      <StatusText word={modelStatusWords[status]} />
      <Typography variant="caption" component="div" color="textSecondary">
        <RelativeTime time={statusChangedAt ?? createdAt} />
        {statusChangedBy?.includes(':') && (
          <>
            {' '}
            {t('modelHealth.registry.by')}{' '}
            <EntityRefLink entityRef={statusChangedBy} />
          </>
        )}
      </Typography>
      {statusReason && (
        <Typography variant="caption" component="div">
          {statusReason}
        </Typography>
      )}
    </div>
  );
}
