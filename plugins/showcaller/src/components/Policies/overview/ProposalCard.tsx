import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  showcallerReadPermission,
  type PolicyBundleRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  QueryContent,
  refWords,
  RelativeTime,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { BundleActions } from '../bundle/BundleActions';
import { DryRunView } from '../comparison/DryRunView';
import { PolicyCard } from '../PolicyCard';
import { useDryRun, usePolicyBundle } from '../queries';
import { usePolicyLinks } from '../usePolicyLinks';
import { bundleName, contentWords } from '../words/bundleWords';

/** A bundle that waits for a second person: who wants it and why, what would change, and the buttons by rights. */
export function ProposalCard(props: {
  row: PolicyBundleRow;
  onChanged: () => void;
}) {
  const { row, onChanged } = props;
  const { hash, proposedBy, proposedAt, proposalReason } = row;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const links = usePolicyLinks();
  const bundle = usePolicyBundle(hash);
  const dryRun = useDryRun(hash);
  return (
    <PolicyCard title={t('policies.proposal.title')}>
      <Typography variant="h6" component="h3">
        <ToneText tone="warning">
          {t('policies.proposal.headline', {
            name: bundleName(hash),
            who: proposedBy ? refWords(proposedBy) : t('policies.somebody'),
          })}
        </ToneText>
      </Typography>
      <Typography component="div">
        {proposalReason && <>“{proposalReason}” · </>}
        <RelativeTime time={proposedAt} /> · {contentWords(row)} ·{' '}
        <Link to={links.bundle(hash)}>{t('policies.proposal.look')}</Link>
      </Typography>
      <QueryContent
        query={dryRun}
        what={t('policies.dryRun.what')}
        permission={showcallerReadPermission.name}
        lines={3}
      >
        {comparison => comparison && <DryRunView comparison={comparison} />}
      </QueryContent>
      <QueryContent
        query={bundle}
        what={t('policies.bundle.what')}
        permission={showcallerReadPermission.name}
        lines={1}
      >
        {detail => (
          <BundleActions
            bundle={detail}
            only={['activate', 'withdraw']}
            onChanged={onChanged}
          />
        )}
      </QueryContent>
    </PolicyCard>
  );
}
