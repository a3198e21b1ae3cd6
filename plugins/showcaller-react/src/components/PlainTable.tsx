import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import TableCell from '@material-ui/core/TableCell';
import TableContainer from '@material-ui/core/TableContainer';
import TableHead from '@material-ui/core/TableHead';
import TableRow from '@material-ui/core/TableRow';
import { makeStyles } from '@material-ui/core/styles';
import type { ReactNode } from 'react';

const useStyles = makeStyles(
  theme => ({
    // The theme breaks words anywhere, which leaves columns of single letters on a narrow screen; this one scrolls.
    table: { '& td, & th': { wordBreak: 'normal' } },
    head: { whiteSpace: 'nowrap', color: theme.palette.text.secondary },
    cell: { lineHeight: theme.typography.body2.lineHeight },
  }),
  { name: 'ShowcallerPlainTable' },
);

/** One column: what stands above it and what stands in it. @public */
export interface PlainTableColumn<Row> {
  id: string;
  title: ReactNode;
  align?: 'right';
  padding?: 'checkbox';
  cell: (row: Row) => ReactNode;
}

/** @public */
export interface PlainTableProps<Row> {
  /** Says what the table holds, for screen readers. */
  label: string;
  columns: PlainTableColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
}

/** A dense table that scrolls sideways where it is wider than the page. @public */
export function PlainTable<Row>(props: PlainTableProps<Row>) {
  const { label, columns, rows, rowKey } = props;
  const classes = useStyles();
  return (
    <TableContainer>
      <Table size="small" aria-label={label} className={classes.table}>
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
