import Typography from '@material-ui/core/Typography';
import type { Page } from '@showcaller/backstage-plugin-showcaller-common';
import type { ReactNode } from 'react';
import { Paging } from './Paging';
import { PlainTable, type PlainTableProps } from './PlainTable';

/** @public */
export interface PagedTableProps<Row>
  extends Omit<PlainTableProps<Row>, 'rows'> {
  /** What the server answered; `totalItems` decides about the paging controls. */
  page: Page<Row>;
  /** Said instead of rows when there are none. */
  empty: ReactNode;
  onOffsetChange: (offset: number) => void;
}

/** A plain table whose pages are cut by the server. @public */
export function PagedTable<Row>(props: PagedTableProps<Row>) {
  const { page, empty, onOffsetChange, ...table } = props;
  const { items, totalItems, limit, offset } = page;
  if (totalItems === 0) {
    return (
      <Typography color="textSecondary" component="div">
        {empty}
      </Typography>
    );
  }
  return (
    <>
      <PlainTable {...table} rows={items} />
      {(totalItems > limit || offset > 0) && (
        <Paging
          count={totalItems}
          page={Math.floor(offset / limit)}
          pageSize={limit}
          onPageChange={index => onOffsetChange(index * limit)}
        />
      )}
    </>
  );
}
