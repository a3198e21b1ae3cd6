import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createPlatformApi } from '../../__testUtils__/platformApi';
import { renderPlatformPage } from '../../__testUtils__/renderPlatformPage';
import {
  deadLetter,
  githubSource,
  rawEvent,
} from '../../__testUtils__/sampleFacts';

const mapped = Array.from({ length: 25 }, (_, index) => rawEvent(index + 1));
const dead = [deadLetter(101), deadLetter(102), deadLetter(103)];

function api() {
  return createPlatformApi({
    sources: [githubSource],
    events: [...mapped, ...dead],
  });
}

describe('the Events tab', () => {
  it('asks the backend for one page at a time', async () => {
    const user = userEvent.setup();
    renderPlatformPage({ path: '/showcaller/events', api: api() });

    expect(await screen.findByText('1-20 of 28')).toBeInTheDocument();
    expect(screen.queryByText('delivery-21')).not.toBeInTheDocument();

    await user.click(screen.getByRole('button', { name: 'Next page' }));
    expect(await screen.findByText('delivery-21')).toBeInTheDocument();
    expect(screen.getByText('21-28 of 28')).toBeInTheDocument();
  });

  it('shows the last page where the one asked for is gone', async () => {
    renderPlatformPage({ path: '/showcaller/events?page=9', api: api() });
    expect(await screen.findByText('delivery-21')).toBeInTheDocument();
    expect(screen.getByText('21-28 of 28')).toBeInTheDocument();
  });

  it('filters by status', async () => {
    const user = userEvent.setup();
    renderPlatformPage({ path: '/showcaller/events?page=2', api: api() });

    await user.selectOptions(
      await screen.findByRole('combobox', { name: 'Status' }),
      'Dead',
    );
    expect(await screen.findByText('1-3 of 3')).toBeInTheDocument();
  });

  it('opens an event with its headers, CDEvents and body, from a link too', async () => {
    renderPlatformPage({
      path: `/showcaller/events?event=${mapped[0].id}`,
      api: api(),
    });

    const dialog = await screen.findByRole('dialog', { name: 'Event' });
    expect(
      await within(dialog).findByText('x-github-event'),
    ).toBeInTheDocument();
    // Highlighting is loaded when it is first needed.
    await waitFor(() =>
      expect(dialog).toHaveTextContent(
        'dev.cdevents.pipelinerun.finished.0.3.0',
      ),
    );
    expect(dialog).toHaveTextContent('"action": "completed"');
    expect(dialog).toHaveTextContent('hmac-sha256');
  });

  it('opens an event from its row and closes it again', async () => {
    const user = userEvent.setup();
    renderPlatformPage({
      path: '/showcaller/events?status=dead',
      api: createPlatformApi({ events: [deadLetter(1)] }),
    });

    await user.click(
      await screen.findByRole('button', { name: 'github workflow_run' }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'Event' });
    await user.click(within(dialog).getByRole('button', { name: 'Close' }));
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('says how the first event gets here when there is none', async () => {
    renderPlatformPage({
      path: '/showcaller/events',
      api: createPlatformApi(),
    });
    expect(
      await screen.findByText(/No webhook has arrived/),
    ).toBeInTheDocument();
  });
});

describe('the Dead letters tab', () => {
  it('shows only dead letters, each with its reason', async () => {
    renderPlatformPage({ path: '/showcaller/dead-letters', api: api() });

    const table = await screen.findByRole('table', {
      name: 'Events that could not be mapped, newest first',
    });
    expect(within(table).getAllByText(/The body is not JSON/)).toHaveLength(3);
    expect(screen.getByText('1-3 of 3')).toBeInTheDocument();
  });

  it('replays all of a source after asking, and says what came of it', async () => {
    const user = userEvent.setup();
    renderPlatformPage({ path: '/showcaller/dead-letters', api: api() });

    await user.click(await screen.findByRole('button', { name: 'Replay all' }));
    expect(screen.getByText(/Map 3 events again\?/)).toBeInTheDocument();
    const confirm = screen.getByRole('button', { name: 'Yes, replay' });
    expect(confirm).toHaveFocus();
    await user.click(confirm);
    expect(
      await screen.findByText('3 events are queued to be mapped again.'),
    ).toBeInTheDocument();
  });

  it('replays those that are ticked', async () => {
    const user = userEvent.setup();
    const replaying = api();
    const replay = jest.spyOn(replaying, 'replay');
    renderPlatformPage({ path: '/showcaller/dead-letters', api: replaying });

    await user.click(
      await screen.findByRole('checkbox', { name: 'Select delivery-101' }),
    );
    await user.click(
      screen.getByRole('checkbox', { name: 'Select delivery-103' }),
    );
    await user.click(
      screen.getByRole('button', { name: 'Replay: 2 events selected' }),
    );
    await user.click(screen.getByRole('button', { name: 'Yes, replay' }));
    await waitFor(() =>
      expect(replay).toHaveBeenCalledWith({ ids: [dead[0].id, dead[2].id] }),
    );
  });

  it('does nothing when the question is declined', async () => {
    const user = userEvent.setup();
    const replaying = api();
    const replay = jest.spyOn(replaying, 'replay');
    renderPlatformPage({ path: '/showcaller/dead-letters', api: replaying });

    await user.click(await screen.findByRole('button', { name: 'Replay all' }));
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(
      await screen.findByRole('button', { name: 'Replay all' }),
    ).toBeEnabled();
    expect(replay).not.toHaveBeenCalled();
  });

  it('says why a replay failed', async () => {
    const user = userEvent.setup();
    renderPlatformPage({
      path: '/showcaller/dead-letters',
      api: {
        ...api(),
        replay: () => Promise.reject(new Error('the queue is full')),
      },
    });

    await user.click(await screen.findByRole('button', { name: 'Replay all' }));
    await user.click(screen.getByRole('button', { name: 'Yes, replay' }));
    expect(
      await screen.findByText('Could not replay: the queue is full'),
    ).toBeInTheDocument();
  });

  it('is glad when there are none', async () => {
    renderPlatformPage({
      path: '/showcaller/dead-letters',
      api: createPlatformApi({ events: mapped }),
    });
    expect(
      await screen.findByRole('heading', { name: 'No dead letters' }),
    ).toBeInTheDocument();
  });
});
