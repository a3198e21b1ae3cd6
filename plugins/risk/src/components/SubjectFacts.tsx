import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { EntityRisk } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableText,
  formatNumber,
  formatProbability,
  RelativeTime,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { ReactNode } from 'react';
import { riskTranslationRef } from '../translation';
import { environmentWords, strategyWords, successWords } from '../verdict';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'max-content minmax(0, 1fr)',
      columnGap: theme.spacing(2),
      rowGap: theme.spacing(0.5),
      margin: 0,
      alignItems: 'center',
      '& dt': { color: theme.palette.text.secondary },
      '& dd': { margin: 0, overflowWrap: 'anywhere' },
    },
  }),
  { name: 'PluginRiskSubjectFacts' },
);

/** What was scored and how it was meant to go out, with links to the source. */
export function SubjectFacts(props: { risk: EntityRisk }) {
  const { latest, decision } = props.risk;
  const classes = useStyles();
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

  return (
    <Typography variant="body2" component="dl" className={classes.root}>
      {facts
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [
          <dt key={`${name}:name`}>{name}</dt>,
          <dd key={`${name}:value`}>{value}</dd>,
        ])}
    </Typography>
  );
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
