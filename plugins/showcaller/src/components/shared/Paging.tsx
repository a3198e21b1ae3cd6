import TablePagination from '@material-ui/core/TablePagination';
import { pageSizes } from './pageSizes';

/** Which rows are shown, of how many; the backend does the paging. */
export function Paging(props: {
  count: number;
  /** From 0. */
  page: number;
  pageSize: number;
  onChange: (change: { page: number } | { pageSize: number }) => void;
}) {
  const { count, page, pageSize, onChange } = props;
  const last = Math.max(0, Math.ceil(count / pageSize) - 1);
  return (
    <TablePagination
      component="div"
      count={count}
      page={Math.min(page, last)}
      rowsPerPage={pageSize}
      rowsPerPageOptions={pageSizes}
      onPageChange={(_, next) => onChange({ page: next })}
      onRowsPerPageChange={event =>
        onChange({ pageSize: Number(event.target.value) })
      }
    />
  );
}
