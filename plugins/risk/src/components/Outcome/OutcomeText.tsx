import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import type { DeploymentLabel } from '@showcaller/backstage-plugin-showcaller-common';
import {
  RelativeTime,
  StatusText,
  useNow,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../../translation';
import { outcomeWords } from './outcomeWords';

/** What became of it, how that is known, and who said otherwise. */
export function OutcomeText(props: { label: DeploymentLabel }) {
  const { label } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const { word, detail, note } = outcomeWords(label, useNow());
  const { correction } = label;
  return (
    <>
      <Typography component="div">
        <StatusText word={word} />
      </Typography>
      <Typography variant="body2">{detail}</Typography>
      {note && (
        <Typography variant="body2" color="textSecondary">
          {note}
        </Typography>
      )}
      {correction && (
        <Typography variant="body2" color="textSecondary" component="div">
          {/* The backend's sentence may quote it already. */}
          {!detail.includes(correction.reason) && `“${correction.reason}” – `}
          <EntityRefLink entityRef={correction.by} />,{' '}
          <RelativeTime time={correction.at} absent={t('outcome.justNow')} />
        </Typography>
      )}
    </>
  );
}
