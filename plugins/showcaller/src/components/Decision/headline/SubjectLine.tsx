import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GateDecisionDetail } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableText,
  refWords,
  shortSha,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { decisionSubject } from '../decisionSubject';

/** Which revision it is about, and who asked. */
export function SubjectLine(props: { detail: GateDecisionDetail }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { sha, repository, url, requestedBy, source } = decisionSubject(
    props.detail,
  );
  return (
    <>
      {repository && (
        <span>{url ? <Link to={url}>{repository}</Link> : repository}</span>
      )}
      {sha && (
        <CopyableText
          what={t('decision.revision').toLocaleLowerCase('en-US')}
          text={sha}
          shown={shortSha(sha)}
        />
      )}
      {requestedBy && (
        <span>
          {t('decision.askedBy').toLocaleLowerCase('en-US')}{' '}
          {refWords(requestedBy)}
        </span>
      )}
      {source && (
        <span>
          {t('decision.source').toLocaleLowerCase('en-US')} {source}
        </span>
      )}
    </>
  );
}
