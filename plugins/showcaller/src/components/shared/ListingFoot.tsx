import {
  AsOf,
  Paging,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { pageSizes } from './pageSizes';

/** Below a listing: which of its rows are shown, and when they were loaded. */
export function ListingFoot(props: {
  /** Rows on all pages together. */
  count: number;
  shown: { page: number; pageSize: number };
  change: (change: { page: number } | { pageSize: number }) => void;
  query: Pick<ShowcallerQuery<unknown>, 'loadedAt' | 'refreshing'>;
}) {
  const { count, shown, change, query } = props;
  return (
    <>
      <Paging
        count={count}
        {...shown}
        pageSizes={pageSizes}
        onPageChange={page => change({ page })}
        onPageSizeChange={pageSize => change({ pageSize })}
      />
      {query.loadedAt && (
        <AsOf time={query.loadedAt} refreshing={query.refreshing} />
      )}
    </>
  );
}
