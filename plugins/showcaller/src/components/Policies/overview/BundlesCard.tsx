import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  showcallerReadPermission,
  type PolicyBundleRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  PagedTable,
  QueryContent,
  RelativeTime,
  StatusText,
  usePageInUrl,
  useShowcallerQuery,
  type PlainTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { PolicyCard } from '../PolicyCard';
import { usePolicyLinks } from '../usePolicyLinks';
import {
  bundleName,
  bundleStatusWords,
  contentWords,
  originWords,
} from '../words/bundleWords';

const PAGE_SIZE = 20;

/** Every bundle, newest first, with what it does now. */
export function BundlesCard(props: {
  /** What decides, waits and shadows; the list is read again when that changes. */
  state: string;
}) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const links = usePolicyLinks();
  const { request, setOffset } = usePageInUrl('bundles', PAGE_SIZE);
  const query = useShowcallerQuery({
    key: `policy-bundles:${request.offset}:${props.state}`,
    load: api => api.getPolicyBundles(request),
    refreshOnRiskOf: false,
  });
  const columns: PlainTableColumn<PolicyBundleRow>[] = [
    {
      id: 'bundle',
      title: t('policies.list.bundle'),
      cell: row => (
        <>
          <Link to={links.bundle(row.hash)}>
            <code>{bundleName(row.hash)}</code>
          </Link>
          {row.comment && (
            <Typography variant="body2" color="textSecondary">
              {row.comment}
            </Typography>
          )}
        </>
      ),
    },
    {
      id: 'status',
      title: t('policies.list.status'),
      cell: row => <StatusText word={bundleStatusWords[row.status]} />,
    },
    {
      id: 'content',
      title: t('policies.list.content'),
      cell: contentWords,
    },
    {
      id: 'origin',
      title: t('policies.list.origin'),
      cell: originWords,
    },
    {
      id: 'stored',
      title: t('policies.list.stored'),
      cell: row => <RelativeTime time={row.createdAt} />,
    },
    {
      id: 'activated',
      title: t('policies.list.activated'),
      cell: row => (
        <RelativeTime
          time={row.activatedAt}
          absent={t('policies.list.never')}
        />
      ),
    },
  ];
  return (
    <PolicyCard
      title={t('policies.list.title')}
      subheader={t('policies.list.subheader')}
    >
      <QueryContent
        query={query}
        what={t('policies.list.what')}
        permission={showcallerReadPermission.name}
        lines={6}
      >
        {page => (
          <PagedTable
            label={t('policies.list.caption')}
            columns={columns}
            page={page}
            rowKey={row => row.hash}
            empty={t('policies.list.empty')}
            onOffsetChange={setOffset}
          />
        )}
      </QueryContent>
    </PolicyCard>
  );
}
