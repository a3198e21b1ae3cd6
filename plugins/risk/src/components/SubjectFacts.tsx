import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  EntityRisk,
  RiskSubject,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableText,
  environmentWords,
  FactList,
  formatNumber,
  formatProbability,
  RelativeTime,
  strategyWords,
  successWords,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { ReactNode } from 'react';
import { riskTranslationRef } from '../translation';

/** What was scored and how it was meant to go out, with links to the source. */
export function SubjectFacts(props: { risk: EntityRisk }) {
  const { latest, decision } = props.risk;
  const { t } = useTranslationRef(riskTranslationRef);
  if (!latest) {
    return null;
  }
  const { subject, riskiestCommit } = latest;
  const titles: Record<RiskSubject['kind'], string> = {
    deployment: t('subject.deployment', { environment: place(subject) }),
    candidate: t('subject.candidate', { environment: place(subject) }),
    change: titleOf(subject) ?? t('subject.change'),
  };
  const title = titles[subject.kind];
  const previous =
    subject.kind === 'change'
      ? undefined
      : subject.previousSha?.slice(0, 7) ?? t('subject.firstDeployment');

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

function place(subject: RiskSubject): string {
  return subject.kind === 'change' ? '' : environmentWords(subject);
}

function titleOf(subject: RiskSubject): string | undefined {
  return subject.kind === 'change' ? subject.title : undefined;
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
