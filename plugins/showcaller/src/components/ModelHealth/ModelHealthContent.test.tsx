import { NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  firstDayHealth,
  hashes,
  sampleEvaluation,
} from '../../__testUtils__/models';
import { createPlatformApi } from '../../__testUtils__/platformApi';
import { renderPart } from '../../__testUtils__/renderPart';
import { ModelHealthContent } from './ModelHealthContent';

type Api = ReturnType<typeof createPlatformApi>;

function render(changes: Partial<Api> = {}, search?: string) {
  return renderPart(<ModelHealthContent />, {
    api: { ...createPlatformApi(), ...changes },
    search,
  });
}

describe('the page Model health', () => {
  it('says in words first whether the model is worth its place', async () => {
    await render();
    const headline = await screen.findByRole('heading', {
      level: 2,
      name: 'The riskiest 10 % of deployments contain 46 % (38–54 %) of the failures',
    });
    const versions = screen.getByRole('table', { name: /Versions/ });
    expect(
      headline.compareDocumentPosition(versions) &
        Node.DOCUMENT_POSITION_FOLLOWING,
    ).toBeTruthy();
    expect(
      screen.getByText(/a pipeline stopped uploading/),
    ).toBeInTheDocument();
    for (const name of [
      /Measures beside simple models/,
      /What each group of signals is worth/,
      /Drift of each signal/,
      /Errors per team and tier/,
      /By service/,
      /By rule/,
    ]) {
      expect(await screen.findByRole('table', { name })).toBeInTheDocument();
    }
    expect(screen.getByText(/^People are not scored/)).toBeInTheDocument();
    expect(
      screen.getByRole('img', { name: /ROC curve: This model 0\.812/ }),
    ).toBeInTheDocument();
    expect(screen.getByText('October 2026: 268 decisions')).toBeInTheDocument();
  });

  it('shows the evaluation of the model that the address names', async () => {
    const getModelEvaluation = jest.fn(async (hash: string) =>
      hash === hashes.challenger
        ? sampleEvaluation({ modelHash: hash, threshold: 0.65 })
        : sampleEvaluation(),
    );
    await render({ getModelEvaluation }, '?model=e7b0d2e7b0d2');
    expect(
      await screen.findByText(/^risk-local 8, Your own model;/),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Errors at the gate’s limit of 0.65'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('link', { name: 'Show the model that serves' }),
    );
    expect(
      await screen.findByText(/^risk-local 7, Your own model;/),
    ).toBeInTheDocument();
    // The serving model was asked for once, for the headline and for this.
    expect(
      getModelEvaluation.mock.calls.filter(
        ([hash]) => hash === hashes.champion,
      ),
    ).toHaveLength(1);
  });

  it('says on the first day what is missing, and what to do about it', async () => {
    await render({
      ...createPlatformApi({ health: firstDayHealth() }),
      getModelEvaluation: async () => undefined,
      getDrift: async () => undefined,
      getFeedbackReports: async () => [],
    });
    expect(
      await screen.findByRole('heading', {
        name: 'Nobody knows yet how well the model knows your deployments',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: 'Not back-tested yet' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('heading', { name: 'Not measured yet' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/^The first report is written/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('progressbar', { name: '31 of 50 outcomes' }),
    ).toHaveAttribute('aria-valuenow', '62');
    expect(
      screen.getByRole('link', { name: /Read past deployments/ }),
    ).toHaveAttribute('href', '/showcaller/imports');
  });

  it('keeps what could be read beside what could not', async () => {
    const failed = async () => {
      throw new Error('the table is locked');
    };
    await render({ getModelEvaluation: failed, getDecisionFeedback: failed });
    await waitFor(() =>
      expect(screen.getAllByText('Could not load the evaluation')).toHaveLength(
        2,
      ),
    );
    expect(
      await screen.findByText('Could not load the feedback on decisions'),
    ).toBeInTheDocument();
    expect(screen.getByText('How far it has learned')).toBeInTheDocument();
  });

  it('shows a skeleton while it loads', async () => {
    await render({ getModelHealth: () => new Promise(() => {}) });
    expect(
      screen.getByRole('progressbar', {
        name: 'Loading the health of the model',
      }),
    ).toBeInTheDocument();
  });

  it('says what failed, and recovers on retry', async () => {
    const { getModelHealth } = createPlatformApi();
    const failing = jest
      .fn()
      .mockRejectedValueOnce(new Error('no answer'))
      .mockImplementation(getModelHealth);
    await render({ getModelHealth: failing });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(/health of the model.*no answer/);
    await userEvent.click(within(alert).getByRole('button'));
    expect(await screen.findByText('Versions')).toBeInTheDocument();
  });

  it('says who can grant what is missing', async () => {
    await render({
      getModelHealth: async () => {
        throw new NotAllowedError('not for you');
      },
    });
    expect(
      await screen.findByText(/It needs the permission showcaller\.read/),
    ).toBeInTheDocument();
  });
});
