import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ArtifactSignature } from '@showcaller/backstage-plugin-showcaller-common';
import {
  Disclosure,
  RelativeTime,
  StatusText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { signatureWord } from './artifactWords';

const useStyles = makeStyles(
  theme => ({
    list: {
      listStyle: 'none',
      margin: 0,
      paddingLeft: theme.spacing(3),
      display: 'grid',
      gap: theme.spacing(1),
    },
    by: { overflowWrap: 'anywhere' },
  }),
  { name: 'ShowcallerSignatures' },
);

/** Every signature and statement, who made it, and why it was refused where it was. */
export function Signatures(props: { signatures: ArtifactSignature[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <Disclosure summary={t('decision.artifact.signatures')}>
      <ul className={classes.list}>
        {props.signatures.map((signature, index) => (
          <li key={index}>
            <Typography variant="body2" component="div">
              <StatusText word={signatureWord(signature)} />
            </Typography>
            <Typography
              variant="body2"
              color="textSecondary"
              className={classes.by}
            >
              <MadeBy signature={signature} />
            </Typography>
          </li>
        ))}
      </ul>
    </Disclosure>
  );
}

function MadeBy({ signature }: { signature: ArtifactSignature }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { identity, issuer, logIndex, signedAt } = signature;
  const parts = [
    identity && t('decision.artifact.by', { identity }),
    issuer && t('decision.artifact.issuer', { issuer }),
    logIndex && t('decision.artifact.logIndex', { index: logIndex }),
  ].filter(Boolean);
  return (
    <>
      {parts.join(', ')} {signedAt && <RelativeTime time={signedAt} />}
    </>
  );
}
