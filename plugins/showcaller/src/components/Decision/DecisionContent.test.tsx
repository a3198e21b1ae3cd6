import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createGateApi,
  decisionHashes,
  sampleDecision,
  sampleDetail,
  type GateApi,
} from '../../__testUtils__/gate';
import { renderGatePart } from '../../__testUtils__/gate/renderGatePart';
import { DecisionContent } from './DecisionContent';

function render(
  detail = sampleDetail(),
  changes: Partial<GateApi> = {},
  options: Partial<Parameters<typeof renderGatePart>[1]> = {},
) {
  return renderGatePart(<DecisionContent id="01KDECISION" />, {
    api: createGateApi(detail, changes),
    ...options,
  });
}

describe('the page of a decision', () => {
  it('says first what holds, then why, then what to do', async () => {
    await render();
    const verdict = await screen.findByRole('heading', {
      level: 2,
      name: 'HOLD in production',
    });
    const why = screen.getByText(
      'Blocked because the risk of 0.78 is above 0.7, the limit in production.',
    );
    const step = screen.getByText(
      /^Look at the reasons below, then approve or reject it/,
    );
    const rule = screen.getByRole('region', { name: 'production.policy' });
    for (const [first, second] of [
      [verdict, why],
      [why, step],
      [step, rule],
    ]) {
      expect(
        first.compareDocumentPosition(second) &
          Node.DOCUMENT_POSITION_FOLLOWING,
      ).toBeTruthy();
    }
    expect(screen.getByText('asked by jdoe')).toBeInTheDocument();
    expect(screen.getByText('before the deployment')).toBeInTheDocument();
  });

  it('lights the lines of the rule that decided, and marks the others that held', async () => {
    await render();
    const file = await screen.findByRole('region', {
      name: 'production.policy',
    });
    const lines = within(file).getAllByRole('listitem');
    expect(
      lines
        .filter(line => line.getAttribute('aria-current') === 'true')
        .map(line => line.textContent),
    ).toEqual([
      '3This line decided: rule "block_high_risk_prod" [lift=approval]:',
      '4This line decided:   when env == "prod" and risk_score > 0.7',
      '5This line decided:   then block',
    ]);
    expect(lines[6]).toHaveTextContent('7Held too: rule "ask_on_unsigned" :');
  });

  it('lists every rule that held or might with what it looked at', async () => {
    await render();
    const decided = await screen.findByRole('table', {
      name: 'What block_high_risk_prod looked at',
    });
    expect(
      within(decided).getByRole('row', { name: /risk_score/ }),
    ).toHaveTextContent(/0\.78probabilityrisk engine.*ago/);
    expect(
      within(
        screen.getByRole('table', { name: 'What ask_on_unsigned looked at' }),
      ).getByText('not known: no signature of this artifact was uploaded'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Nobody can tell whether it holds'),
    ).toBeInTheDocument();
    expect(screen.getByText(/It lets it start as canary\./)).toBeVisible();
  });

  it('shows the risk with its interval, reasons, and what is not known', async () => {
    await render();
    expect(
      await screen.findByText('High risk: 0.78 (0.69–0.85)'),
    ).toBeInTheDocument();
    const reasons = screen.getByRole('table', { name: 'Strongest reasons' });
    expect(within(reasons).getAllByRole('row')[1]).toHaveTextContent(
      '1,240 lines added+18 pointsgit history',
    );
    expect(
      screen.getByText(/no benchmark of this revision was uploaded/),
    ).toBeInTheDocument();
  });

  it('shows the way back and who would notice', async () => {
    await render();
    expect(
      await screen.findByText(/Goes back to 9d1e0c7, deployed/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'Checkout and ledger depend on it; it is a tier 1 service.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByText('After an approval: canary with the full ladder'),
    ).toBeInTheDocument();
  });

  it('shows who signed the artifact and what is new in it', async () => {
    await render();
    expect(await screen.findByText('Signed')).toBeInTheDocument();
    expect(
      screen.getByText(/known vulnerabilities: 1 critical, 2 high, 4 low/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('New vulnerabilities: GHSA-8hc4-vh64-cxmj (high)'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'What was signed, and by whom' }),
    );
    expect(
      screen.getByText(/refused: the certificate was not valid/),
    ).toBeInTheDocument();
  });

  it('says so when nothing was told about the artifact, and keeps the rest when that cannot be read', async () => {
    const { unmount } = await render(sampleDetail(), {
      getArtifactEvidence: async () => undefined,
    });
    expect(
      await screen.findByText(/^Nothing was told about this artifact/),
    ).toBeInTheDocument();
    unmount();
    await render(sampleDetail(), {
      getArtifactEvidence: async () => {
        throw new Error('the evidence is being read again');
      },
    });
    expect(
      await screen.findByText('Could not load the evidence of this artifact'),
    ).toBeInTheDocument();
    expect(screen.getByText('HOLD in production')).toBeInTheDocument();
  });

  it('says who was told what, with the exact requests one click away', async () => {
    await render();
    expect(
      await screen.findByText('Given up: it answered 503 eight times'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/deployment_protection_rule/)).toBeNull();
    await userEvent.click(
      screen.getByRole('button', { name: '1 request, exactly as it is sent' }),
    );
    expect(
      screen.getByText(
        /POST https:\/\/api\.github\.com.*deployment_protection_rule/,
      ),
    ).toHaveTextContent('"state": "rejected"');
  });

  it('proves in the browser that the decision is in the log', async () => {
    await render();
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Check the proof of entry 1204',
      }),
    );
    expect(
      await screen.findByText(
        /^Entry 1,204 of 1,311 is in the log signed by portal\.shop\.example\/audit/,
      ),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'How it was checked' }),
    );
    expect(
      screen.getByText(/^The checkpoint carries a valid Ed25519 signature/),
    ).toBeInTheDocument();
    expect(screen.getByText(/"subject":"decision:01KDECISION"/)).toBeVisible();
  });

  it('says why there is no proof', async () => {
    await render(sampleDetail(), {
      getAuditProof: async () => {
        throw new NotAllowedError(
          'It needs the permission showcaller.audit.read.',
        );
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Prove entry 1211' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Check the proof of entry 1211' }),
    );
    expect(
      await screen.findByText(
        'Could not get the proof: It needs the permission showcaller.audit.read.',
      ),
    ).toBeInTheDocument();
  });

  it('gives every hash to be copied', async () => {
    await render();
    expect(
      await screen.findByRole('button', { name: 'Copy policy (sha-256)' }),
    ).toBeInTheDocument();
    expect(screen.getByText(decisionHashes.subject)).toBeInTheDocument();
    expect(screen.getByText('Nobody knows yet')).toBeInTheDocument();
  });

  it('opens the part that the address names', async () => {
    await render(sampleDetail(), {}, { search: '#proof' });
    expect(
      await screen.findByRole('region', { name: 'Record and proof' }),
    ).toHaveFocus();
  });

  it('shows what it knows of a decision from before there were policy files', async () => {
    await render(
      sampleDetail({
        decision: sampleDecision({
          matchedRules: [],
          approvals: undefined,
          evaluationId: undefined,
          subjectHash: '',
          rule: {
            name: 'block_high_risk_production',
            description: 'In production, a risk above 0.7 waits',
            policy: 'default',
            strategyTable: 'canary',
          },
        }),
        policyFile: undefined,
        evaluation: undefined,
        approvals: undefined,
        rollbackPlan: undefined,
        answers: [],
        audit: [],
      }),
    );
    expect(
      await screen.findByText('In production, a risk above 0.7 waits'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/there is no policy file behind it/),
    ).toBeInTheDocument();
    expect(screen.getByText(/it is older than the log/)).toBeInTheDocument();
    expect(screen.getByText(/^Nobody was told/)).toBeInTheDocument();
  });

  it('says so when the engine gave no answer', async () => {
    await render(sampleDetail({ assessment: undefined }));
    expect(
      await screen.findByText(
        'The engine gave no answer in time, so there is no risk.',
      ),
    ).toBeInTheDocument();
  });
});

describe('the page of a decision that cannot be shown', () => {
  it('is a skeleton while it loads', async () => {
    await render(sampleDetail(), {
      getGateDecision: () => new Promise(() => {}),
    });
    expect(
      screen.getByRole('progressbar', { name: 'Loading this decision' }),
    ).toBeInTheDocument();
  });

  it('says what failed, and recovers', async () => {
    const getGateDecision = jest
      .fn()
      .mockRejectedValueOnce(new Error('The backend does not answer'))
      .mockResolvedValue(sampleDetail());
    await render(sampleDetail(), { getGateDecision });
    expect(
      await screen.findByText('The backend does not answer'),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('HOLD in production')).toBeInTheDocument();
  });

  it('says who can grant what is missing', async () => {
    await render(sampleDetail(), {
      getGateDecision: async () => {
        throw new NotAllowedError('Not yours to see');
      },
    });
    expect(
      await screen.findByText('You may not see this decision'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('It needs the permission showcaller.read.'),
    ).toBeInTheDocument();
  });

  it('says so when there is none', async () => {
    await render(sampleDetail(), {
      getGateDecision: async () => {
        throw Object.assign(new Error('Not found'), {
          name: 'ResponseError',
          statusCode: 404,
        });
      },
    });
    expect(
      await screen.findByText('There is no such decision'),
    ).toBeInTheDocument();
  });
});
