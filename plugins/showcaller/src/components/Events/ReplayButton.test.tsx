import { screen } from '@testing-library/react';
import { createPlatformApi } from '../../__testUtils__/platformApi';
import { renderPlatformPage } from '../../__testUtils__/renderPlatformPage';
import { deadLetter, githubSource } from '../../__testUtils__/sampleFacts';

describe('ReplayButton', () => {
  it('offers nothing to somebody who may not replay, and says which permission it takes', async () => {
    renderPlatformPage({
      path: '/showcaller/dead-letters',
      api: createPlatformApi({
        sources: [githubSource],
        events: [deadLetter(1)],
      }),
      denied: ['showcaller.ingest.replay'],
    });

    expect(
      await screen.findByTitle(
        'Needs the permission showcaller.ingest.replay; the platform team grants it.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Replay all' })).toBeDisabled();
  });
});
