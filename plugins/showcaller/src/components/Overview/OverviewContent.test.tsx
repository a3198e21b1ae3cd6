import { screen, within } from '@testing-library/react';
import { sampleHealth } from '../../__testUtils__/models';
import { createPlatformApi } from '../../__testUtils__/platformApi';
import { renderPlatformPage } from '../../__testUtils__/renderPlatformPage';
import {
  failedImport,
  githubSource,
  gitlabSource,
  unmappedRepository,
} from '../../__testUtils__/sampleFacts';

describe('the Overview tab', () => {
  it('is where the page opens, and says first what needs somebody', async () => {
    renderPlatformPage({
      path: '/showcaller',
      api: createPlatformApi({
        sources: [githubSource, gitlabSource],
        unmapped: [unmappedRepository],
        imports: [failedImport],
      }),
    });

    expect(
      await screen.findByText('3 events could not be mapped.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('1 repository sends events and belongs to no entity.'),
    ).toBeInTheDocument();
    expect(screen.getByText('1 history import failed.')).toBeInTheDocument();
    expect(
      screen.getByText(
        'gitlab refuses every webhook: no secret is configured for it.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Show dead letters' }),
    ).toHaveAttribute('href', '/showcaller/dead-letters');
  });

  it('shows per source how many events stand where, each count leading to them', async () => {
    renderPlatformPage({
      path: '/showcaller/overview',
      api: createPlatformApi({ sources: [githubSource] }),
    });

    const table = await screen.findByRole('table', { name: 'Sources' });
    const row = within(table).getByRole('row', { name: /github/ });
    expect(within(row).getByText('Has dead letters')).toBeInTheDocument();
    expect(within(row).getByRole('link', { name: '41,210' })).toHaveAttribute(
      'href',
      '/showcaller/events?status=mapped&source=github',
    );
  });

  it('says so when nothing needs anybody', async () => {
    renderPlatformPage({
      path: '/showcaller/overview',
      api: createPlatformApi({
        sources: [{ ...githubSource, dead: 0 }],
        health: sampleHealth({ alerts: [] }),
      }),
    });

    expect(await screen.findByText('Nothing needs you.')).toBeInTheDocument();
  });

  it('passes on what is wrong with the model, and leads to its page', async () => {
    renderPlatformPage({
      path: '/showcaller/overview',
      api: createPlatformApi({ sources: [{ ...githubSource, dead: 0 }] }),
    });

    expect(
      await screen.findByText(/a pipeline stopped uploading/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'Show the model' }),
    ).toHaveAttribute('href', '/showcaller/model');
  });

  it('goes on without a part that cannot be read, and names it', async () => {
    const api = createPlatformApi({ sources: [{ ...githubSource, dead: 0 }] });
    renderPlatformPage({
      path: '/showcaller/overview',
      api: {
        ...api,
        getModel: async () => {
          throw new Error('the model file is damaged');
        },
      },
    });

    expect(
      await screen.findByText(
        'Could not read the model: the model file is damaged',
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('table', { name: 'Sources' })).toBeInTheDocument();
  });

  it('says what failed and offers to try again when nothing can be read', async () => {
    const down = async () => {
      throw new Error('the backend does not answer');
    };
    renderPlatformPage({
      path: '/showcaller/overview',
      api: {
        ...createPlatformApi(),
        getIngestSources: down,
        getRawEvents: down,
        getUnmappedRepositories: down,
        getHistoryImports: down,
        getModel: down,
        getModelHealth: down,
      },
    });

    expect(await screen.findByRole('alert')).toHaveTextContent(
      'the backend does not answer',
    );
    expect(
      screen.getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });
});
