import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createPlatformApi } from '../../__testUtils__/platformApi';
import { renderPlatformPage } from '../../__testUtils__/renderPlatformPage';
import { failedImport, runningImport } from '../../__testUtils__/sampleFacts';

const orders = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    annotations: { 'showcaller.io/git-repository': 'brightcart/orders.git' },
  },
};

describe('the History imports tab', () => {
  it('shows how far a running import is', async () => {
    renderPlatformPage({
      path: '/showcaller/imports',
      api: createPlatformApi({ imports: [runningImport] }),
    });

    const row = await screen.findByRole('row', { name: /payments/ });
    expect(row).toHaveTextContent('12,000 of 50,000 commits, about 30 s to go');
    expect(row).toHaveTextContent('1,250 commits/s');
    expect(
      within(row).getByRole('progressbar', {
        name: /Progress of the import of component:default\/payments/,
      }),
    ).toHaveAttribute('aria-valuenow', '24');
    expect(
      within(row).getByRole('button', { name: /Import .* again/ }),
    ).toBeDisabled();
  });

  it('shows why an import failed, and starts it again', async () => {
    const user = userEvent.setup();
    renderPlatformPage({
      path: '/showcaller/imports',
      api: createPlatformApi({ imports: [failedImport] }),
    });

    const row = await screen.findByRole('row', { name: /cart/ });
    expect(row).toHaveTextContent('is not a git repository');
    await user.click(
      within(row).getByRole('button', {
        name: 'Import the history of component:default/cart again',
      }),
    );
    expect(await screen.findByText('Queued')).toBeInTheDocument();
  });

  it('starts the first import of a component that says where its repository is', async () => {
    const user = userEvent.setup();
    renderPlatformPage({
      path: '/showcaller/imports',
      api: createPlatformApi(),
      entities: [orders],
    });

    expect(
      await screen.findByRole('heading', { name: 'No history imported yet' }),
    ).toBeInTheDocument();
    await screen.findByRole('option', { name: 'component:default/orders' });
    await user.selectOptions(
      screen.getByRole('combobox', { name: 'Component' }),
      'component:default/orders',
    );
    await user.click(screen.getByRole('button', { name: 'Import history' }));
    expect(await screen.findByText('Queued')).toBeInTheDocument();
  });

  it('says what the backend had against it', async () => {
    const user = userEvent.setup();
    renderPlatformPage({
      path: '/showcaller/imports',
      api: {
        ...createPlatformApi({ imports: [failedImport] }),
        startHistoryImport: () =>
          Promise.reject(new Error('only owners of the entity may')),
      },
    });

    await user.click(
      await screen.findByRole('button', { name: /Import .* again/ }),
    );
    await waitFor(() =>
      expect(
        screen.getByText('Could not start: only owners of the entity may'),
      ).toBeInTheDocument(),
    );
  });
});
