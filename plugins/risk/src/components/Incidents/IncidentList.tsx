import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerReadPermission,
  type IncidentRecord,
  type Page,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  QueryContent,
  RelativeTime,
  StatusText,
  useShowcallerQuery,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../../translation';
import { SourceLink } from '../SourceLink';
import { incidentSummary, incidentWord } from './incidentWords';

/** How many of the newest are shown. */
const LIMIT = 5;

const useStyles = makeStyles(
  theme => ({
    list: {
      listStyle: 'none',
      margin: theme.spacing(1, 0, 0),
      padding: 0,
      display: 'grid',
      gap: theme.spacing(1),
    },
    facts: {
      display: 'flex',
      flexWrap: 'wrap',
      columnGap: theme.spacing(2),
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'PluginRiskIncidentList' },
);

/** The newest incidents of a service. */
export function useIncidents(
  entityRef: string,
): ShowcallerQuery<Page<IncidentRecord>> {
  return useShowcallerQuery({
    key: `incidents:${entityRef}`,
    load: api => api.getIncidents(entityRef, { limit: LIMIT }),
    refreshOnRiskOf: changed => changed === entityRef,
  });
}

/** What broke lately, newest first; the ones that the shown deployment caused say so. */
export function IncidentList(props: {
  query: ShowcallerQuery<Page<IncidentRecord>>;
  deploymentId: string | undefined;
}) {
  const { query, deploymentId } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(riskTranslationRef);
  return (
    <InfoCard title={t('incidents.title')}>
      <QueryContent
        query={query}
        what={t('what.incidents')}
        permission={showcallerReadPermission.name}
      >
        {({ items, totalItems }) => (
          <>
            <Typography>{incidentSummary(items, totalItems)}</Typography>
            <ul className={classes.list}>
              {items.map(incident => (
                <li key={incident.id}>
                  <Typography variant="body2" component="div">
                    <SourceLink url={incident.url}>
                      {incident.title ?? incident.id}
                    </SourceLink>
                  </Typography>
                  <Typography
                    variant="body2"
                    component="div"
                    className={classes.facts}
                  >
                    <StatusText word={incidentWord(incident)} />
                    <RelativeTime time={incident.openedAt} />
                    {deploymentId !== undefined &&
                      incident.deploymentId === deploymentId && (
                        <strong>{t('incidents.caused')}</strong>
                      )}
                  </Typography>
                </li>
              ))}
            </ul>
          </>
        )}
      </QueryContent>
    </InfoCard>
  );
}
