import { renderInTestApp } from '@backstage/test-utils';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { usePageInUrl } from '../hooks';
import { PagedTable } from './PagedTable';

const rows = Array.from({ length: 25 }, (_, index) => `row ${index}`);

function Sample() {
  const { request, setOffset } = usePageInUrl('runs', 10);
  const { search } = useLocation();
  return (
    <>
      <p>search: {search}</p>
      <PagedTable
        label="Runs"
        columns={[{ id: 'name', title: 'Name', cell: (row: string) => row }]}
        page={{
          items: rows.slice(request.offset, request.offset + request.limit),
          totalItems: rows.length,
          ...request,
        }}
        rowKey={row => row}
        empty="Nothing yet"
        onOffsetChange={setOffset}
      />
    </>
  );
}

describe('PagedTable with its page in the address', () => {
  it('turns pages and keeps other parameters', async () => {
    await renderInTestApp(<Sample />, { routeEntries: ['/?tab=x'] });
    expect(screen.getByText('1-10 of 25')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: /next page/i }));
    expect(screen.getByText('search: ?tab=x&runs=2')).toBeInTheDocument();
    const table = screen.getByRole('table', { name: 'Runs' });
    expect(within(table).getByText('row 10')).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: /previous page/i }),
    );
    expect(screen.getByText('search: ?tab=x')).toBeInTheDocument();
  });

  it('opens the linked page', async () => {
    await renderInTestApp(<Sample />, { routeEntries: ['/?runs=3'] });
    expect(screen.getByText('row 24')).toBeInTheDocument();
  });

  it('leads from a page beyond the last to the last', async () => {
    await renderInTestApp(<Sample />, { routeEntries: ['/?runs=9'] });
    expect(await screen.findByText('row 24')).toBeInTheDocument();
    expect(screen.getByText('search: ?runs=3')).toBeInTheDocument();
  });

  it.each(['0', '-1', '1e9', 'x'])(
    'takes ?runs=%s as the first page',
    async page => {
      await renderInTestApp(<Sample />, { routeEntries: [`/?runs=${page}`] });
      expect(screen.getByText('row 0')).toBeInTheDocument();
    },
  );

  it('says why there are no rows', async () => {
    await renderInTestApp(
      <PagedTable
        label="Runs"
        columns={[]}
        page={{ items: [], totalItems: 0, limit: 10, offset: 0 }}
        rowKey={row => String(row)}
        empty="Nothing yet"
        onOffsetChange={() => {}}
      />,
    );
    expect(screen.getByText('Nothing yet')).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });
});
