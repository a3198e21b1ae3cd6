import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  showcallerPolicyManagePermission,
  showcallerReadPermission,
  type PolicyBundleRow,
  type PolicyOverview,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  GuardedButton,
  QueryContent,
  ToneText,
  useShowcallerAction,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { ComparisonView } from '../comparison/ComparisonView';
import { PolicyCard } from '../PolicyCard';
import { useShadowComparison } from '../queries';
import { useMayManagePolicies } from '../useMayManagePolicies';
import { usePolicyLinks } from '../usePolicyLinks';
import { bundleName, contentWords } from '../words/bundleWords';

/** The bundle that is evaluated beside the active one on live traffic, and where it differs. */
export function ShadowCard(props: {
  row: PolicyBundleRow;
  onChanged: () => void;
}) {
  const { row, onChanged } = props;
  const { hash } = row;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const links = usePolicyLinks();
  const allowed = useMayManagePolicies();
  const query = useShadowComparison(hash);
  const stop = useShowcallerAction<void, PolicyOverview>({
    send: api => api.stopShadow(),
    onDone: onChanged,
  });
  return (
    <PolicyCard
      title={t('policies.shadow.title')}
      subheader={t('policies.shadow.subheader')}
    >
      <Typography component="div">
        <Link to={links.bundle(hash)}>
          {t('policies.shadow.bundle', { name: bundleName(hash) })}
        </Link>{' '}
        · {contentWords(row)}
      </Typography>
      <QueryContent
        query={query}
        what={t('policies.shadow.what')}
        permission={showcallerReadPermission.name}
        lines={4}
      >
        {comparison =>
          comparison ? (
            <ComparisonView comparison={comparison} />
          ) : (
            <Typography>{t('policies.shadow.none')}</Typography>
          )
        }
      </QueryContent>
      <GuardedButton
        allowed={allowed}
        permission={showcallerPolicyManagePermission.name}
        disabled={stop.sending}
        onClick={() => stop.run()}
      >
        {t('policies.shadow.stop')}
      </GuardedButton>
      <div role="status">
        {stop.error && (
          <ToneText tone="error">
            {t('policies.failed', { reason: stop.error })}
          </ToneText>
        )}
      </div>
    </PolicyCard>
  );
}
