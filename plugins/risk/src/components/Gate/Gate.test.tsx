import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import {
  FakeShowcallerApi,
  pageOf,
  sampleApprovals,
  sampleGateDetail,
} from '../../__testUtils__';
import { renderForEntity } from '../../__testUtils__/renderForEntity';
import { EntityRiskContent } from '../EntityRiskContent';

function render(answers: Parameters<typeof FakeShowcallerApi.create>[0] = {}) {
  return renderForEntity(<EntityRiskContent />, {
    kind: 'Component',
    api: FakeShowcallerApi.create(answers),
  });
}

describe('the gate on the Risk tab', () => {
  it('says what it waits for, and leads to the page of the decision', async () => {
    await render();
    expect(
      await screen.findByText('Waits for 1 of 2 approvals from group payments'),
    ).toBeInTheDocument();
    for (const [name, part] of [
      ['Ask for approval', 'approval'],
      ['Why?', 'why'],
      ['Proof', 'proof'],
    ]) {
      expect(screen.getByRole('button', { name })).toHaveAttribute(
        'href',
        `/showcaller/decisions/decision-1#${part}`,
      );
    }
  });

  it('offers the vote to those who may', async () => {
    await render({
      getGateDecision: async () =>
        sampleGateDetail({
          approvals: sampleApprovals({ you: { may: true } }),
        }),
    });
    expect(
      await screen.findByRole('button', { name: 'Approve or reject' }),
    ).toBeInTheDocument();
  });

  it('tells the verdict as approvals have changed it', async () => {
    await render({
      getGateDecision: async () =>
        sampleGateDetail({
          status: 'ALLOW',
          statusReason: 'Two owners approved it.',
          approvals: sampleApprovals({ state: 'approved', have: 2 }),
        }),
    });
    expect(
      await screen.findByRole('heading', {
        name: 'GO in production, approved',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText('Two owners approved it.')).toBeInTheDocument();
    expect(
      screen.getByText('Go ahead. It starts as a canary.'),
    ).toBeInTheDocument();
  });

  it('keeps the verdict when nobody can say where the decision stands', async () => {
    await render({
      getGateDecision: async () => {
        throw new NotAllowedError('Not yours to see');
      },
    });
    expect(
      await screen.findByRole('heading', { name: 'HOLD in production' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('You may not see where the decision stands'),
    ).toBeInTheDocument();
  });

  it('lists what was decided lately, each with its page', async () => {
    await render();
    const table = await screen.findByRole('table', {
      name: 'Recent decisions of the gate',
    });
    const rows = within(table).getAllByRole('row').slice(1);
    expect(rows.map(row => row.textContent)).toEqual([
      expect.stringMatching(/before the deployment.*Hold.*0\.78.*4f2c1a9/),
      expect.stringMatching(/Go.*0\.78.*–/),
      expect.stringMatching(/Would have been Go.*0\.21.*start_rollout/),
      expect.stringMatching(/canary at 25 %.*Cannot tell.*Risk unknown/),
    ]);
    expect(
      within(rows[1]).getByRole('link', { name: /^Open the decision of/ }),
    ).toHaveAttribute('href', '/showcaller/decisions/decision-2');
  });

  it('says so when nothing was decided', async () => {
    await render({ getGateDecisions: async () => pageOf([]) });
    expect(
      await screen.findByText(
        'The gate has decided nothing about this service yet.',
      ),
    ).toBeInTheDocument();
  });
});
