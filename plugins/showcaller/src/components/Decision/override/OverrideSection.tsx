import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import type { GateOverride } from '@showcaller/backstage-plugin-showcaller-common';
import {
  FactList,
  overrideWords,
  RelativeTime,
  StatusText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { DecisionSection } from '../DecisionSection';
import { SecondLook } from './SecondLook';

/** Who let it through against the gate, why, and whether a second person agrees. */
export function OverrideSection(props: {
  override: GateOverride;
  onChanged: () => void;
}) {
  const { override, onChanged } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { confirmedBy, confirmedAt, state } = override;
  const waits = state === 'unconfirmed' || state === 'overdue';
  return (
    <DecisionSection id="override" title={t('decision.override.title')}>
      <Typography variant="h6" component="p">
        <StatusText word={overrideWords[state]} />
      </Typography>
      <FactList
        facts={[
          [
            t('decision.override.by'),
            <>
              <EntityRefLink entityRef={override.by} hideIcon />,{' '}
              <RelativeTime time={override.at} />
            </>,
          ],
          [t('decision.override.incidentId'), override.incidentId],
          [t('decision.override.why'), override.reason],
          [
            t('decision.override.lookBy'),
            waits ? <RelativeTime time={override.confirmBy} /> : undefined,
          ],
          [
            t('decision.override.second'),
            confirmedBy && (
              <>
                <EntityRefLink entityRef={confirmedBy} hideIcon />,{' '}
                <RelativeTime time={confirmedAt} />
              </>
            ),
          ],
          [t('decision.override.comment'), override.comment],
        ]}
      />
      {waits && <SecondLook override={override} onChanged={onChanged} />}
    </DecisionSection>
  );
}
