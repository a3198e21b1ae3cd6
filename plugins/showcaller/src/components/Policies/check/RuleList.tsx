import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  PlainTable,
  type PlainTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import type {
  PolicyLocation,
  PolicyRuleSummary,
} from '@showcaller/engine/policy';
import { showcallerTranslationRef } from '../../../translation';
import { PolicyPlace } from './PolicyPlace';

/** The rules of a bundle: what each does, what it reads, where it stands. */
export function RuleList(props: {
  rules: readonly PolicyRuleSummary[];
  onShow?: (location: PolicyLocation) => void;
}) {
  const { rules, onShow } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  if (rules.length === 0) {
    return <Typography>{t('policies.rules.none')}</Typography>;
  }
  const columns: PlainTableColumn<PolicyRuleSummary>[] = [
    {
      id: 'name',
      title: t('policies.rules.name'),
      cell: rule => (
        <>
          <code>{rule.name}</code>
          <Typography variant="body2" component="div" color="textSecondary">
            <PolicyPlace location={rule.location} onShow={onShow} />
          </Typography>
        </>
      ),
    },
    {
      id: 'actions',
      title: t('policies.rules.actions'),
      cell: rule => rule.actions.join(', '),
    },
    {
      id: 'paths',
      title: t('policies.rules.reads'),
      cell: rule => <code>{rule.paths.join(', ')}</code>,
    },
    {
      id: 'labels',
      title: t('policies.rules.labels'),
      cell: rule =>
        Object.entries(rule.labels)
          .map(([name, value]) => `${name}=${value}`)
          .join(', ') || '–',
    },
  ];
  return (
    <PlainTable
      label={t('policies.rules.caption')}
      columns={columns}
      rows={[...rules]}
      rowKey={rule => `${rule.location.file}:${rule.location.offset}`}
    />
  );
}
