import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Drawer from '@material-ui/core/Drawer';
import IconButton from '@material-ui/core/IconButton';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import { showcallerIngestReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import {
  QueryContent,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { EventDetail } from './EventDetail';

const useStyles = makeStyles(
  theme => ({
    paper: { width: 'min(860px, 100vw)', padding: theme.spacing(3) },
    title: {
      display: 'flex',
      justifyContent: 'space-between',
      alignItems: 'center',
    },
  }),
  { name: 'ShowcallerEventDrawer' },
);

/** The event with the given id, beside the table it was opened from. */
export function EventDrawer(props: {
  id: string | undefined;
  onClose: () => void;
}) {
  const { id, onClose } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <Drawer
      anchor="right"
      open={id !== undefined}
      onClose={onClose}
      classes={{ paper: classes.paper }}
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-label': t('event.title'),
      }}
    >
      <div className={classes.title}>
        <Typography variant="h4" component="h2">
          {t('event.title')}
        </Typography>
        <IconButton aria-label={t('event.close')} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </div>
      {id && <LoadedEvent id={id} />}
    </Drawer>
  );
}

function LoadedEvent({ id }: { id: string }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const query = useShowcallerQuery({
    key: `event:${id}`,
    load: api => api.getRawEvent(id),
    refreshOnRiskOf: false,
  });
  return (
    <QueryContent
      query={query}
      what={t('event.what')}
      permission={showcallerIngestReadPermission.name}
      lines={10}
    >
      {event => <EventDetail event={event} onReplayed={query.retry} />}
    </QueryContent>
  );
}
