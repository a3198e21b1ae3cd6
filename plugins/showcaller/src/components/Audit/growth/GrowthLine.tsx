import { toError } from '@backstage/errors';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import type { AuditOverview } from '@showcaller/backstage-plugin-showcaller-common';
import {
  describeError,
  ToneText,
  useShowcallerApi,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useEffect, useState } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { growthWords } from './growthWords';
import {
  forgetSeenLog,
  judgeGrowth,
  keepSeenLog,
  readSeenLog,
  type Growth,
} from './logWitness';

/** Whether the log was only added to since this browser saw it. What is broken stays remembered until somebody accepts it. */
export function GrowthLine(props: {
  overview: Pick<AuditOverview, 'checkpoint' | 'verifierKey'>;
}) {
  const { overview } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const api = useShowcallerApi();
  const [before] = useState(() => readSeenLog(window.localStorage));
  const [growth, setGrowth] = useState<Growth>();
  const [failure, setFailure] = useState<string>();
  const { note } = overview.checkpoint ?? {};

  useEffect(() => {
    let current = true;
    judgeGrowth({
      overview,
      before,
      now: new Date(),
      getConsistency: (from, to) => api.getAuditConsistency(from, to),
    })
      .then(found => {
        if (!current) {
          return;
        }
        setFailure(undefined);
        setGrowth(found);
        if (found && found.state !== 'broken') {
          keepSeenLog(window.localStorage, found.seen);
        }
      })
      .catch(error => {
        if (current) {
          setFailure(describeError(toError(error)).message);
        }
      });
    return () => {
      current = false;
    };
    // The note holds all of the checkpoint that is looked at; the overview is a new object at each look.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [api, before, note, overview.verifierKey]);

  if (failure) {
    return (
      <Typography component="div">
        <ToneText tone="warning">
          {t('audit.growth.failed', { reason: failure })}
        </ToneText>
      </Typography>
    );
  }
  if (!growth) {
    return null;
  }
  const { tone, sentence } = growthWords(growth);
  return (
    <Typography component="div">
      <ToneText tone={tone}>{sentence}</ToneText>
      {growth.state === 'broken' && (
        <>
          {' '}
          <Button
            size="small"
            onClick={() => {
              forgetSeenLog(window.localStorage);
              setGrowth(undefined);
            }}
          >
            {t('audit.growth.forget')}
          </Button>
        </>
      )}
    </Typography>
  );
}
