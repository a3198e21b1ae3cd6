import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { EntityRisk } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableText,
  FactList,
  formatNumber,
  formatProbability,
  RelativeTime,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { ReactNode } from 'react';
import { riskTranslationRef } from '../translation';
import { environmentWords, strategyWords, successWords } from '../verdict';

/** What was scored and how it was meant to go out, with links to the source. */
export function SubjectFacts(props: { risk: EntityRisk }) {
  const { latest, decision } = props.risk;
  const { t } = useTranslationRef(riskTranslationRef);
  if (!latest) {
    return null;
  }
  const { subject, riskiestCommit } = latest;
  const title =
    subject.kind === 'deployment'
      ? t('subject.deployment', { environment: environmentWords(subject) })
      : subject.title ?? t('subject.change');
  const previous =
    subject.kind === 'deployment'
      ? subject.previousSha?.slice(0, 7) ?? t('subject.firstDeployment')
      : undefined;

  const facts: Array<[string, ReactNode]> = [
    [
      t('subject.title'),
      subject.url ? <Link to={subject.url}>{title}</Link> : title,
    ],
    [t('subject.repository'), subject.repository],
    [
      t('subject.revision'),
      <CopyableText
        what={t('subject.revision')}
        text={subject.sha}
        shown={subject.sha.slice(0, 7)}
      />,
    ],
    [t('subject.previous'), previous],
    [t('subject.commits'), previous && formatNumber(latest.commitCount)],
    [
      t('subject.riskiest'),
      riskiestCommit && <RiskiestCommit commit={riskiestCommit} />,
    ],
    [t('subject.happened'), <RelativeTime time={latest.occurredAt} />],
    [t('subject.strategy'), decision && strategyWords(decision)],
    [t('subject.success'), decision && successWords(decision)],
  ];

  return <FactList facts={facts} />;
}

function RiskiestCommit(props: {
  commit: { sha: string; title?: string; probability: number; url?: string };
}) {
  const { sha, title, probability, url } = props.commit;
  const text = `${sha.slice(0, 7)}${title ? ` ${title}` : ''}`;
  return (
    <>
      {url ? <Link to={url}>{text}</Link> : text} (
      {formatProbability(probability)})
    </>
  );
}
