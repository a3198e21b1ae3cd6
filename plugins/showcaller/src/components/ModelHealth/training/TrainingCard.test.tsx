import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { runningTraining, sampleRuns } from '../../../__testUtils__/models';
import { createPlatformApi } from '../../../__testUtils__/platformApi';
import { renderPart } from '../../../__testUtils__/renderPart';
import { TrainingCard } from './TrainingCard';

function render(
  health: Parameters<typeof TrainingCard>[0]['health'],
  api = createPlatformApi(),
) {
  const onChanged = jest.fn();
  renderPart(<TrainingCard health={health} onChanged={onChanged} />, { api });
  return { onChanged };
}

describe('the training', () => {
  it('says what it does, how far it is and who wanted it, and can be cancelled', async () => {
    const api = createPlatformApi();
    const cancelTraining = jest
      .spyOn(api, 'cancelTraining')
      .mockResolvedValue({ ...runningTraining, status: 'cancelled' });
    const { onChanged } = render({ training: runningTraining, runs: [] }, api);
    expect(
      await screen.findByText(/growing trees \(bag 2 of 3\), 62 %, about 19 s/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('progressbar', { name: 'Progress of the training' }),
    ).toHaveAttribute('aria-valuenow', '62');
    expect(screen.getByRole('link', { name: /jane/ })).toBeInTheDocument();
    const cancel = screen.getByRole('button', { name: 'Cancel the training' });
    await userEvent.click(cancel);
    expect(cancelTraining).toHaveBeenCalledWith('run-9');
    expect(onChanged).toHaveBeenCalled();
  });

  it('promises no end while it waits for a worker', async () => {
    const waiting = {
      ...runningTraining,
      status: 'queued' as const,
      progress: 0,
      etaSeconds: undefined,
    };
    render({ training: waiting, runs: [] });
    expect(
      await screen.findByRole('progressbar', {
        name: 'Progress of the training',
      }),
    ).not.toHaveAttribute('aria-valuenow');
    expect(screen.getByText('Waits')).toBeInTheDocument();
  });

  it('is started by those who may', async () => {
    const { onChanged } = render({ runs: [] });
    expect(
      await screen.findByText(/^Nothing was trained yet/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Train now' }));
    expect(onChanged).toHaveBeenCalled();
  });

  it('says why it was not started', async () => {
    const api = {
      ...createPlatformApi(),
      startTraining: () => Promise.reject(new Error('one is under way')),
    };
    const { onChanged } = render({ runs: [] }, api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Train now' }),
    );
    expect(
      await screen.findByText('Not done: one is under way'),
    ).toBeInTheDocument();
    expect(onChanged).not.toHaveBeenCalled();
  });

  it('remembers what came of earlier ones', async () => {
    render({ runs: sampleRuns() });
    await userEvent.click(
      await screen.findByRole('button', { name: '3 recent trainings' }),
    );
    const table = screen.getByRole('table', { name: /Recent trainings/ });
    expect(
      within(table).getByRole('row', {
        name: /Done by schedule 2,140 deployments, 265 failures, in 41 s challenger/,
      }),
    ).toBeInTheDocument();
    expect(
      within(table).getByText(/contains one class only/),
    ).toBeInTheDocument();
  });
});
