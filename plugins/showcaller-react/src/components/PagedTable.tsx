import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TablePagination from '@material-ui/core/TablePagination';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { Page } from '@showcaller/backstage-plugin-showcaller-common';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  {
    // The theme breaks words anywhere, which leaves columns of single letters on a narrow screen; this one scrolls.
    table: { '& td, & th': { wordBreak: 'normal' } },
  },
  { name: 'ShowcallerPagedTable' },
);

/** @public */
export interface PagedTableColumn<T> {
  header: string;
  render: (row: T) => ReactNode;
  align?: 'left' | 'right';
}

/** @public */
export interface PagedTableProps<T> {
  /** Name of the table for screen readers. */
  label: string;
  columns: PagedTableColumn<T>[];
  /** What the server answered; `totalItems` decides about the paging controls. */
  page: Page<T>;
  rowKey: (row: T) => string;
  /** Said instead of rows when there are none. */
  empty: ReactNode;
  onOffsetChange: (offset: number) => void;
}

/** A plain table whose pages are cut by the server. @public */
export function PagedTable<T>(props: PagedTableProps<T>) {
  const { label, columns, page, rowKey, empty, onOffsetChange } = props;
  const classes = useStyles();
  if (page.totalItems === 0) {
    return (
      <Typography color="textSecondary" component="div">
        {empty}
      </Typography>
    );
  }
  return (
    <>
      <TableContainer>
        <Table size="small" aria-label={label} className={classes.table}>
          <TableHead>
            <TableRow>
              {columns.map(column => (
                <TableCell key={column.header} align={column.align}>
                  {column.header}
                </TableCell>
              ))}
            </TableRow>
          </TableHead>
          <TableBody>
            {page.items.map(row => (
              <TableRow key={rowKey(row)} hover>
                {columns.map(column => (
                  <TableCell key={column.header} align={column.align}>
                    {column.render(row)}
                  </TableCell>
                ))}
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      {page.totalItems > page.limit && (
        <TablePagination
          component="div"
          count={page.totalItems}
          rowsPerPage={page.limit}
          rowsPerPageOptions={[page.limit]}
          page={Math.min(
            Math.floor(page.offset / page.limit),
            Math.ceil(page.totalItems / page.limit) - 1,
          )}
          onPageChange={(_, index) => onOffsetChange(index * page.limit)}
        />
      )}
    </>
  );
}
