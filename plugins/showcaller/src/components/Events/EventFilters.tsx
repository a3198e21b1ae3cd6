import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { RawEventStatus } from '@showcaller/backstage-plugin-showcaller-common';
import { useShowcallerQuery } from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { Choice } from '../shared/Choice';
import { rawEventStatuses, type EventsQuery } from './eventsQuery';
import type { ChangeEventsQuery } from './useEventsQuery';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(2),
      marginBottom: theme.spacing(2),
    },
  }),
  { name: 'ShowcallerEventFilters' },
);

/** Status and source to show; a source of the URL that the backend does not know stays choosable. */
export function EventFilters(props: {
  query: EventsQuery;
  change: ChangeEventsQuery;
  fixedStatus?: RawEventStatus;
}) {
  const { query, change, fixedStatus } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const sources = useShowcallerQuery({
    key: 'sources',
    load: api => api.getIngestSources(),
    refreshOnRiskOf: false,
  });
  const names = new Set((sources.value ?? []).map(row => row.source));
  if (query.source) {
    names.add(query.source);
  }

  return (
    <div className={classes.root}>
      {!fixedStatus && (
        <Choice
          label={t('events.status')}
          none={t('events.any')}
          value={query.status}
          options={rawEventStatuses.map(value => ({
            value,
            label: t(`events.words.${value}`),
          }))}
          onChange={status => change({ status })}
        />
      )}
      <Choice
        label={t('events.source')}
        none={t('events.any')}
        value={query.source}
        options={[...names].sort().map(value => ({ value, label: value }))}
        onChange={source => change({ source })}
      />
    </div>
  );
}
