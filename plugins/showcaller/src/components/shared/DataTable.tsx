import { makeStyles } from '@material-ui/core/styles';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    head: { whiteSpace: 'nowrap', color: theme.palette.text.secondary },
    cell: { lineHeight: theme.typography.body2.lineHeight },
  }),
  { name: 'ShowcallerDataTable' },
);

/** One column: what stands above it and what stands in it. */
export interface Column<Row> {
  id: string;
  title: ReactNode;
  align?: 'right';
  padding?: 'checkbox';
  cell: (row: Row) => ReactNode;
}

/** A dense table that scrolls sideways where it is wider than the page. */
export function DataTable<Row>(props: {
  /** Says what the table holds, for screen readers. */
  label: string;
  columns: Array<Column<Row>>;
  rows: Row[];
  rowKey: (row: Row) => string;
}) {
  const { label, columns, rows, rowKey } = props;
  const classes = useStyles();
  return (
    <TableContainer>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>
            {columns.map(({ id, title, align, padding }) => (
              <TableCell
                key={id}
                align={align}
                padding={padding}
                className={classes.head}
              >
                {title}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map(row => (
            <TableRow key={rowKey(row)} hover>
              {columns.map(({ id, align, padding, cell }) => (
                <TableCell
                  key={id}
                  align={align}
                  padding={padding}
                  className={classes.cell}
                >
                  {cell(row)}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
