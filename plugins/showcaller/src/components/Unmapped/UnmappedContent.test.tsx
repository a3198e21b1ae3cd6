import { screen, within } from '@testing-library/react';
import { createPlatformApi } from '../../__testUtils__/platformApi';
import { renderPlatformPage } from '../../__testUtils__/renderPlatformPage';
import { unmappedRepository } from '../../__testUtils__/sampleFacts';

describe('the Unmapped tab', () => {
  it('gives each repository its reason and the annotation to copy', async () => {
    renderPlatformPage({
      path: '/showcaller/unmapped',
      api: createPlatformApi({ unmapped: [unmappedRepository] }),
    });

    const table = await screen.findByRole('table', {
      name: 'Repositories that belong to no entity',
    });
    const row = within(table).getByRole('row', { name: /intranet github/ });
    expect(row).toHaveTextContent('1,204');
    expect(row).toHaveTextContent('No entity has github.com/project-slug');
    expect(row).toHaveTextContent(
      'metadata: annotations: github.com/project-slug: brightcart/intranet',
    );
    expect(
      within(row).getByRole('button', {
        name: 'Copy the annotation for brightcart/intranet',
      }),
    ).toBeInTheDocument();
  });

  it('says so when every repository belongs to an entity', async () => {
    renderPlatformPage({
      path: '/showcaller/unmapped',
      api: createPlatformApi(),
    });
    expect(
      await screen.findByRole('heading', { name: 'No unmapped repositories' }),
    ).toBeInTheDocument();
  });
});
