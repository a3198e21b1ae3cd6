import { CodeSnippet } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RawEventDetail } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableText,
  FactList,
  formatNumber,
  RelativeTime,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { ReactNode } from 'react';
import { showcallerTranslationRef } from '../../translation';
import { bodyExcerpt } from './bodyExcerpt';
import { formatBytes } from './formatBytes';
import { rawEventTones } from './rawEventTones';
import { ReplayButton } from './ReplayButton';

const useStyles = makeStyles(
  theme => ({
    head: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
    section: { marginTop: theme.spacing(3) },
  }),
  { name: 'ShowcallerEventDetail' },
);

/** How it stands and why, then what it led to, then what was sent. */
export function EventDetail(props: {
  event: RawEventDetail;
  onReplayed: () => void;
}) {
  const { event, onReplayed } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <>
      <Typography variant="h6" component="p" className={classes.head}>
        {event.source} {event.eventType}
        <ToneText tone={rawEventTones[event.status]}>
          {t(`events.words.${event.status}`)}
        </ToneText>
      </Typography>
      {event.reason && <Typography>{event.reason}</Typography>}
      <ReplayButton
        request={{ ids: [event.id] }}
        count={1}
        label={t('replay.action')}
        onReplayed={onReplayed}
      />
      <FactList
        facts={[
          [t('event.received'), <RelativeTime time={event.receivedAt} />],
          [t('event.delivery'), event.deliveryId],
          [t('event.verifiedBy'), event.verifiedBy],
          [t('event.attempts'), formatNumber(event.attempts)],
          [t('event.mapper'), event.mapperVersion ?? t('event.unknown')],
          [t('event.bytes'), formatBytes(event.bodyBytes)],
          [
            t('event.hash'),
            <CopyableText
              what={t('event.hash')}
              text={event.bodySha256}
              shown={`${event.bodySha256.slice(0, 12)}…`}
            />,
          ],
        ]}
      />
      <Section title={t('event.cdEvents')}>
        {event.events.length > 0 ? (
          <CodeSnippet
            language="json"
            showCopyCodeButton
            text={JSON.stringify(event.events, undefined, 2)}
          />
        ) : (
          <Typography>{t('event.noCdEvents')}</Typography>
        )}
      </Section>
      <Section title={t('event.headers')}>
        <Typography variant="body2" color="textSecondary">
          {t('event.headersNote')}
        </Typography>
        <FactList
          facts={Object.entries(event.headers).map(([name, value]) => [
            name,
            <code>{value}</code>,
          ])}
        />
      </Section>
      <Section title={t('event.body')}>
        {event.body === undefined ? (
          <Typography>{t('event.noBody')}</Typography>
        ) : (
          <Body body={event.body} />
        )}
      </Section>
    </>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  const classes = useStyles();
  return (
    <section className={classes.section}>
      <Typography variant="h6" component="h3">
        {props.title}
      </Typography>
      {props.children}
    </section>
  );
}

function Body({ body }: { body: string }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { text, language, omitted } = bodyExcerpt(body);
  return (
    <>
      <CodeSnippet language={language} showCopyCodeButton text={text} />
      {omitted > 0 && (
        <Typography>{t('event.omitted', { count: omitted })}</Typography>
      )}
    </>
  );
}
