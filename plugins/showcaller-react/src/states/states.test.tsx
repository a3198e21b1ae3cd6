import { NotAllowedError } from '@backstage/errors';
import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ShowcallerQuery } from '../hooks';
import { annotationYaml } from './annotationYaml';
import { EmptyState } from './EmptyState';
import { QueryContent } from './QueryContent';

function query(
  overrides: Partial<ShowcallerQuery<string>> = {},
): ShowcallerQuery<string> {
  return {
    loading: false,
    refreshing: false,
    stale: false,
    retry: jest.fn(),
    ...overrides,
  };
}

async function renderQuery(state: ShowcallerQuery<string>) {
  await renderInTestApp(
    <QueryContent query={state} what="the trend" permission="showcaller.read">
      {value => <p>{value}</p>}
    </QueryContent>,
  );
}

describe('QueryContent', () => {
  it('shows a skeleton while nothing is known', async () => {
    await renderQuery(query({ loading: true }));
    expect(
      screen.getByRole('progressbar', { name: 'Loading the trend' }),
    ).toBeInTheDocument();
  });

  it('shows the value', async () => {
    await renderQuery(query({ value: 'rising', loadedAt: new Date() }));
    expect(screen.getByText('rising')).toBeInTheDocument();
  });

  it('says what failed and tries again', async () => {
    const retry = jest.fn();
    await renderQuery(query({ error: new Error('no answer'), retry }));
    expect(screen.getByRole('alert')).toHaveTextContent(
      /Could not load the trend.*no answer/,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it('says which permission is missing and who can grant it', async () => {
    await renderQuery(query({ error: new NotAllowedError('not for you') }));
    expect(screen.getByRole('status')).toHaveTextContent(
      /You may not see the trend.*showcaller\.read.*the platform team/,
    );
  });

  it('does not name the permission twice', async () => {
    const error = new NotAllowedError('Needs showcaller.read of the portal');
    await renderQuery(query({ error }));
    expect(screen.getAllByText(/showcaller\.read/)).toHaveLength(1);
  });

  it('keeps the last value and says that it is stale', async () => {
    await renderQuery(
      query({
        value: 'rising',
        loadedAt: new Date(Date.now() - 300_000),
        stale: true,
        error: new Error('no answer'),
      }),
    );
    expect(screen.getByText('rising')).toBeInTheDocument();
    expect(screen.getByRole('alert')).toHaveTextContent(
      /refreshing the trend failed \(no answer\).*5 minutes ago/,
    );
  });
});

describe('EmptyState', () => {
  it('gives the annotation to copy and where to read more', async () => {
    await renderInTestApp(
      <EmptyState
        title="Which repository is this?"
        annotations={{ 'github.com/project-slug': 'owner/payments-api' }}
        readMoreUrl="https://docs.example/annotations"
      >
        Nothing ties it to a repository.
      </EmptyState>,
    );
    expect(
      screen.getByText(/github\.com\/project-slug: owner\/payments-api/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Copy the annotation' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /Read more/ })).toHaveAttribute(
      'href',
      'https://docs.example/annotations',
    );
  });
});

describe('annotationYaml', () => {
  it('quotes what YAML would read as something else', () => {
    expect(
      annotationYaml({ 'showcaller.io/tier': '1', 'a/b': 'yes', 'c/d': 'x/y' }),
    ).toBe(
      'metadata:\n  annotations:\n    showcaller.io/tier: "1"\n    a/b: "yes"\n    c/d: x/y',
    );
  });
});
