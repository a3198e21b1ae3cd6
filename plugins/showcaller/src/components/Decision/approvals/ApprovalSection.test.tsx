import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createGateApi,
  decisionHashes,
  sampleApprovals,
  sampleDetail,
  type GateApi,
} from '../../../__testUtils__/gate';
import { renderGatePart } from '../../../__testUtils__/gate/renderGatePart';
import { DecisionContent } from '../DecisionContent';

async function render(api: GateApi) {
  await renderGatePart(<DecisionContent id="01KDECISION" />, { api });
  return within(await screen.findByRole('region', { name: 'Approval' }));
}

function refusal(status: number, message: string): Error {
  return Object.assign(new Error(message), {
    name: 'ResponseError',
    statusCode: status,
    body: { error: { message } },
  });
}

describe('approving a decision', () => {
  it('shows who said what, and why one of them does not count', async () => {
    const section = await render(createGateApi());
    expect(
      section.getByText('Waits for 1 of 2 approvals from group payments'),
    ).toBeInTheDocument();
    const votes = within(section.getByRole('table', { name: 'Who said what' }));
    expect(votes.getByRole('row', { name: /amir/ })).toHaveTextContent(
      'The ledger export is behind a flag.',
    );
    expect(votes.getByRole('row', { name: /lea/ })).toHaveTextContent(
      'does not count: lea has left the group payments since',
    );
  });

  it('says exactly what is approved, sends what was seen, and shows what became of it', async () => {
    const api = createGateApi();
    const voteOnDecision = jest.spyOn(api, 'voteOnDecision');
    const section = await render(api);
    await userEvent.click(section.getByRole('button', { name: 'Approve' }));
    const form = within(
      section.getByRole('form', { name: 'You approve exactly this' }),
    );
    expect(form.getByText('4f2c1a9')).toBeInTheDocument();
    expect(form.getByText('sha256:0ddba11d0ddb')).toBeInTheDocument();
    expect(form.getByText('cfg-118')).toBeInTheDocument();
    expect(
      form.getByText('production, before the deployment'),
    ).toBeInTheDocument();
    await userEvent.click(form.getByRole('button', { name: 'Approve' }));
    expect(voteOnDecision).toHaveBeenCalledWith('01KDECISION', {
      verdict: 'approve',
      comment: undefined,
      subjectHash: decisionHashes.subject,
    });
    expect(
      await screen.findByRole('heading', {
        name: 'GO in production, approved',
      }),
    ).toBeInTheDocument();
  });

  it('asks why for a rejection', async () => {
    const api = createGateApi();
    const voteOnDecision = jest.spyOn(api, 'voteOnDecision');
    const section = await render(api);
    await userEvent.click(section.getByRole('button', { name: 'Reject' }));
    const form = within(section.getByRole('form'));
    await userEvent.click(form.getByRole('button', { name: 'Reject' }));
    expect(voteOnDecision).not.toHaveBeenCalled();
    await userEvent.click(
      form.getByRole('textbox', { name: /Why you reject it/ }),
    );
    await userEvent.paste('not before the freeze ends');
    await userEvent.click(form.getByRole('button', { name: 'Reject' }));
    expect(voteOnDecision).toHaveBeenCalledWith(
      '01KDECISION',
      expect.objectContaining({
        verdict: 'reject',
        comment: 'not before the freeze ends',
      }),
    );
    expect(await section.findByText('Rejected')).toBeInTheDocument();
  });

  it('tells who may not, and why', async () => {
    const section = await render(
      createGateApi(
        sampleDetail({
          approvals: sampleApprovals({
            you: { may: false, reason: 'You wrote a part of it.' },
          }),
        }),
      ),
    );
    for (const name of ['Approve', 'Reject']) {
      expect(section.getByRole('button', { name })).toBeDisabled();
    }
    expect(
      section.getByText('You may not: You wrote a part of it.'),
    ).toBeInTheDocument();
  });

  it.each([
    [
      409,
      'A newer decision stands in its place.',
      'Not done: A newer decision stands in its place. The page shows now what is so; look again before you say it.',
    ],
    [
      403,
      'You asked for it yourself.',
      'Not done: You asked for it yourself. Nothing was changed. The attempt is in the audit log.',
    ],
  ])(
    'explains a refusal with %d and reads the decision again',
    async (status, message, words) => {
      const api = createGateApi(sampleDetail(), {
        voteOnDecision: async () => {
          throw refusal(status, message);
        },
      });
      const getGateDecision = jest.spyOn(api, 'getGateDecision');
      const section = await render(api);
      await userEvent.click(section.getByRole('button', { name: 'Approve' }));
      const asked = getGateDecision.mock.calls.length;
      await userEvent.click(
        within(section.getByRole('form')).getByRole('button', {
          name: 'Approve',
        }),
      );
      expect(await section.findByText(words)).toBeInTheDocument();
      expect(getGateDecision.mock.calls.length).toBe(asked + 1);
    },
  );

  it('offers nothing where nothing has to be approved', async () => {
    const section = await render(
      createGateApi(sampleDetail({ approvals: undefined, status: 'ALLOW' })),
    );
    expect(
      section.getByText('Nothing has to be approved.'),
    ).toBeInTheDocument();
    expect(section.queryByRole('button', { name: 'Approve' })).toBeNull();
    expect(section.queryByText(/In an emergency/)).toBeNull();
  });
});
