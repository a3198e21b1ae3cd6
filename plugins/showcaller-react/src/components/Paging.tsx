import TablePagination from '@material-ui/core/TablePagination';
import { useEffect } from 'react';

/** @public */
export interface PagingProps {
  /** Rows on all pages together. */
  count: number;
  /** From 0; one beyond the last leads to the last. */
  page: number;
  pageSize: number;
  onPageChange: (page: number) => void;
  /** Sizes to choose from; without them the size is fixed. */
  pageSizes?: number[];
  onPageSizeChange?: (pageSize: number) => void;
}

/** Which rows are shown, of how many; the backend does the paging. @public */
export function Paging(props: PagingProps) {
  const { count, page, pageSize, pageSizes = [pageSize] } = props;
  const { onPageChange, onPageSizeChange } = props;
  const last = Math.max(0, Math.ceil(count / pageSize) - 1);

  // Rows may have gone since the address was made, for example dead letters that were replayed.
  useEffect(() => {
    if (page > last) {
      onPageChange(last);
    }
  }, [page, last, onPageChange]);

  return (
    <TablePagination
      component="div"
      count={count}
      page={Math.min(page, last)}
      rowsPerPage={pageSize}
      rowsPerPageOptions={pageSizes}
      onPageChange={(_, next) => onPageChange(next)}
      onRowsPerPageChange={event =>
        onPageSizeChange?.(Number(event.target.value))
      }
    />
  );
}
