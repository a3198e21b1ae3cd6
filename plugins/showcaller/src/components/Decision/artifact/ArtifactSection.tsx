import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { ArtifactEvidence } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableText,
  FactList,
  QueryContent,
  StatusText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { DecisionSection } from '../DecisionSection';
import { shortHash } from '../decisionSubject';
import { useArtifactEvidence } from '../queries';
import { provenanceWords, sbomWords, signedWord } from './artifactWords';
import { SbomChanges } from './SbomChanges';
import { Signatures } from './Signatures';

const useStyles = makeStyles(
  theme => ({ details: { display: 'grid', gap: theme.spacing(1) } }),
  { name: 'ShowcallerDecisionArtifact' },
);

/** Who signed the artifact, how it was built, what is in it and what is new in it. */
export function ArtifactSection(props: { digest: string }) {
  const { digest } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const query = useArtifactEvidence(digest);
  return (
    <DecisionSection id="artifact" title={t('decision.artifact.title')}>
      <QueryContent query={query} what={t('decision.artifact.what')} lines={4}>
        {evidence =>
          evidence ? (
            <Evidence evidence={evidence} />
          ) : (
            <Typography>{t('decision.artifact.none')}</Typography>
          )
        }
      </QueryContent>
    </DecisionSection>
  );
}

function Evidence({ evidence }: { evidence: ArtifactEvidence }) {
  const { digest, signatures, provenance, sbom } = evidence;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <>
      <FactList
        facts={[
          [
            t('decision.artifact.digest'),
            <CopyableText
              what={t('decision.artifact.digest').toLocaleLowerCase('en-US')}
              text={digest}
              shown={shortHash(digest)}
            />,
          ],
          [
            t('decision.artifact.signed'),
            <StatusText word={signedWord(signatures)} />,
          ],
          [t('decision.artifact.provenance'), provenanceWords(provenance)],
          [t('decision.artifact.sbom'), <StatusText word={sbomWords(sbom)} />],
        ]}
      />
      <div className={classes.details}>
        {provenance?.builder && (
          <Typography variant="body2" color="textSecondary">
            {t('decision.artifact.builder', {
              builder: provenance.builder,
              source: provenance.sourceRepository ?? t('event.unknown'),
            })}
          </Typography>
        )}
        {sbom?.diff && <SbomChanges diff={sbom.diff} />}
        {signatures.length > 0 && <Signatures signatures={signatures} />}
      </div>
    </>
  );
}
