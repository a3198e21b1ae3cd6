import { screen } from '@testing-library/react';
import { sampleBackfills } from '../../__testUtils__/backfillApi';
import { createPlatformApi } from '../../__testUtils__/platformApi';
import { renderPlatformPage } from '../../__testUtils__/renderPlatformPage';

describe('somebody who may not see the machine room', () => {
  it.each([
    ['overview', 'the state of Showcaller'],
    ['events', 'the raw events'],
    ['dead-letters', 'the dead letters'],
    ['unmapped', 'the unmapped repositories'],
    ['imports', 'the history imports'],
  ])('is told on the tab %s who can grant it', async (tab, what) => {
    const api = createPlatformApi();
    const asked = jest.spyOn(api, 'getIngestSources');
    renderPlatformPage({
      path: `/showcaller/${tab}`,
      api,
      denied: ['showcaller.ingest.read'],
    });

    expect(
      await screen.findByRole('heading', { name: `You may not see ${what}` }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('It needs the permission showcaller.ingest.read.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Who can grant it: the platform team/),
    ).toBeInTheDocument();
    expect(asked).not.toHaveBeenCalled();
  });

  it('still sees what is read of the past of services', async () => {
    renderPlatformPage({
      path: '/showcaller/imports',
      api: createPlatformApi({ backfills: sampleBackfills() }),
      denied: ['showcaller.ingest.read'],
    });
    expect(
      await screen.findByRole('table', {
        name: 'Backfills of past runs and deployments',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', {
        name: 'You may not see the history imports',
      }),
    ).toBeInTheDocument();
  });
});
