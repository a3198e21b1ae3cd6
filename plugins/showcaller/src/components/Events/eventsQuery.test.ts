import { changeEventsQuery, parseEventsQuery } from './eventsQuery';

function parse(search: string) {
  return parseEventsQuery(new URLSearchParams(search));
}

function change(
  search: string,
  changes: Parameters<typeof changeEventsQuery>[1],
) {
  return changeEventsQuery(new URLSearchParams(search), changes).toString();
}

describe('the events query of the URL', () => {
  it('shows the first page of everything when the URL says nothing', () => {
    expect(parse('')).toEqual({ page: 0, pageSize: 20 });
  });

  it('reads status, source, page, page size and the open event', () => {
    expect(parse('status=dead&source=github&page=3&size=50&event=01K')).toEqual(
      {
        status: 'dead',
        source: 'github',
        page: 2,
        pageSize: 50,
        event: '01K',
      },
    );
  });

  it.each(['page=0', 'page=-1', 'page=1.5', 'page=x', 'size=7', 'status=odd'])(
    'ignores %s',
    search => {
      expect(parse(search)).toEqual({ page: 0, pageSize: 20 });
    },
  );

  it('starts at the first page when the filter or the page size changes', () => {
    expect(change('page=4', { status: 'dead' })).toBe('status=dead');
    expect(change('page=4', { source: 'github' })).toBe('source=github');
    expect(change('page=4', { pageSize: 100 })).toBe('size=100');
  });

  it('stays on the page when an event is opened and closed', () => {
    const open = change('page=4&status=dead', { event: '01K' });
    expect(open).toBe('page=4&status=dead&event=01K');
    expect(change(open, { event: undefined })).toBe('page=4&status=dead');
  });

  it('leaves parameters of others alone', () => {
    expect(change('theme=dark', { page: 1 })).toBe('theme=dark&page=2');
  });
});
