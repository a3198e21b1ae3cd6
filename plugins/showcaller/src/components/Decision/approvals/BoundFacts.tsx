import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GateDecisionDetail } from '@showcaller/backstage-plugin-showcaller-common';
import {
  environmentWords,
  FactList,
  formatProbability,
  shortSha,
  stageWords,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { decisionSubject, shortHash } from '../decisionSubject';

/** What a word is bound to: said with the form, so that nobody approves something else than they saw. */
export function BoundFacts(props: { detail: GateDecisionDetail }) {
  const { detail } = props;
  const { decision, assessment } = detail;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { sha, repository, artifact, configRevision } = decisionSubject(detail);
  const code = (text: string | undefined) =>
    text === undefined ? undefined : (
      <code title={text}>{shortHash(text)}</code>
    );
  return (
    <FactList
      facts={[
        [
          t('decision.revision'),
          sha && (
            <>
              <code title={sha}>{shortSha(sha)}</code>
              {repository && ` · ${repository}`}
            </>
          ),
        ],
        [
          t('decision.place'),
          `${environmentWords(decision)}, ${stageWords(decision.stage)}`,
        ],
        [t('decision.record.artifact'), code(artifact)],
        [t('decision.record.configuration'), configRevision],
        [t('decision.risk.title'), formatProbability(assessment?.probability)],
        [t('decision.record.policyHash'), code(decision.policyHash)],
        [t('decision.record.subjectHash'), code(decision.subjectHash)],
      ]}
    />
  );
}
