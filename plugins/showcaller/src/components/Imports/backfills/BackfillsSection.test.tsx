import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sampleBackfills } from '../../../__testUtils__/backfillApi';
import { createPlatformApi } from '../../../__testUtils__/platformApi';
import { renderPlatformPage } from '../../../__testUtils__/renderPlatformPage';

const orders = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    annotations: { 'github.com/project-slug': 'brightcart/orders' },
  },
};

function render(api = createPlatformApi({ backfills: sampleBackfills() })) {
  renderPlatformPage({
    path: '/showcaller/imports',
    api,
    entities: [orders],
  });
}

function table() {
  return screen.findByRole('table', {
    name: 'Backfills of past runs and deployments',
  });
}

describe('past runs and deployments on the imports tab', () => {
  it('say what is read, what waits for the rate limit, and what failed', async () => {
    render();
    const rows = within(await table());
    expect(rows.getByRole('row', { name: /payments/ })).toHaveTextContent(
      /Running.*deployments, page 12.*2,804 events with 341 requests/,
    );
    expect(rows.getByRole('row', { name: /^cart/ })).toHaveTextContent(
      /Waiting.*rate limit is used up; goes on in 1[12] minutes/,
    );
    expect(rows.getByRole('row', { name: /search/ })).toHaveTextContent(
      /Failed.*Jenkins answered 401/,
    );
  });

  it('are started for a component and a time', async () => {
    const api = createPlatformApi();
    const startBackfill = jest.spyOn(api, 'startBackfill');
    render(api);
    await screen.findByRole('heading', { name: 'Nothing read yet' });
    await screen.findByRole('option', { name: 'component:default/orders' });
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'Whose past' }),
      'component:default/orders',
    );
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'How far back' }),
      '365',
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Read the past' }),
    );
    expect(startBackfill).toHaveBeenCalledWith({
      entityRef: 'component:default/orders',
      days: 365,
    });
    expect(within(await table()).getByText('Queued')).toBeInTheDocument();
  });

  it('are cancelled while they run', async () => {
    render();
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Cancel reading the past of component:default/payments',
      }),
    );
    expect(await screen.findByText('Cancelled')).toBeInTheDocument();
    expect(
      screen.getByRole('button', {
        name: 'Read the past of component:default/payments again',
      }),
    ).toBeInTheDocument();
  });

  it('say what the backend had against it', async () => {
    render({
      ...createPlatformApi({ backfills: sampleBackfills() }),
      cancelBackfill: () =>
        Promise.reject(new Error('only owners of the entity may')),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /Cancel .*payments/ }),
    );
    expect(
      await screen.findByText(
        'Could not cancel: only owners of the entity may',
      ),
    ).toBeInTheDocument();
  });
});
