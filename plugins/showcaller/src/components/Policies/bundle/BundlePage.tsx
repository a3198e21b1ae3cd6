import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Grid from '@material-ui/core/Grid';
import {
  showcallerReadPermission,
  type PolicyBundleDetail,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  EmptyState,
  QueryContent,
  statusOf,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { ProblemList } from '../check/ProblemList';
import { RuleList } from '../check/RuleList';
import { TestList } from '../check/TestList';
import { PolicyCard } from '../PolicyCard';
import { useDryRun, usePolicyBundle } from '../queries';
import { BundlePanel } from './BundlePanel';
import { ChangesCard } from './ChangesCard';
import { DryRunCard } from './DryRunCard';
import { FilesCard } from './FilesCard';
import { ShadowOfBundle } from './ShadowOfBundle';

/** One bundle: what is to be done with it, what it would have decided, its rules, tests and text. */
export function BundlePage(props: { hash: string }) {
  const { hash } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const query = usePolicyBundle(hash);
  if (query.error && statusOf(query.error) === 404) {
    return (
      <EmptyState title={t('policies.bundle.notFoundTitle')}>
        {t('policies.bundle.notFound', { hash: hash.slice(0, 64) })}
      </EmptyState>
    );
  }
  return (
    <QueryContent
      query={query}
      what={t('policies.bundle.what')}
      permission={showcallerReadPermission.name}
      lines={12}
    >
      {bundle => <Bundle bundle={bundle} query={query} />}
    </QueryContent>
  );
}

function Bundle(props: {
  bundle: PolicyBundleDetail;
  query: ShowcallerQuery<PolicyBundleDetail>;
}) {
  const { bundle, query } = props;
  const { diagnostics, tests, rules } = bundle;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const dryRun = useDryRun(bundle.hash);
  return (
    <Grid container spacing={3}>
      <Grid item xs={12}>
        <BundlePanel bundle={bundle} dryRun={dryRun.value} query={query} />
      </Grid>
      {diagnostics.length > 0 && (
        <PolicyCard title={t('policies.problems.title')}>
          <ProblemList diagnostics={diagnostics} />
        </PolicyCard>
      )}
      {bundle.status !== 'active' && (
        <DryRunCard bundle={bundle} query={dryRun} />
      )}
      <ShadowOfBundle bundle={bundle} />
      {bundle.status !== 'active' && <ChangesCard bundle={bundle} />}
      <PolicyCard
        title={t('policies.rules.title')}
        subheader={t('policies.rules.count', { count: rules.length })}
        lg={7}
      >
        <RuleList rules={rules} />
      </PolicyCard>
      <PolicyCard title={t('policies.tests.title')} lg={5}>
        <TestList tests={tests} ok={bundle.ok} />
      </PolicyCard>
      <FilesCard files={bundle.files} />
    </Grid>
  );
}
