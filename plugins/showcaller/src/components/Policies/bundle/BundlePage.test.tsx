import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createPolicyApi,
  hashes,
  sampleBundles,
  sampleComparison,
  type PolicyApi,
} from '../../../__testUtils__/policies';
import { renderPolicies } from '../../../__testUtils__/policies/renderPolicies';
import { PoliciesContent } from '../PoliciesContent';

const now = new Date('2026-11-20T13:05:00Z');

function render(
  api: PolicyApi,
  options: { path?: string; denied?: string[] } = {},
) {
  return renderPolicies(<PoliciesContent />, { api, ...options });
}

describe('the page of one bundle', () => {
  const stored = {
    path: `/${hashes.stored}`,
    bundles: sampleBundles(now).filter(({ status }) => status !== 'proposed'),
  };

  it('leads from the past to a proposal', async () => {
    const api = createPolicyApi({ bundles: stored.bundles });
    const propose = jest.spyOn(api, 'proposePolicies');
    await render(api, stored);
    expect(
      await screen.findByText(/It decides nothing yet. Try it on past/),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Propose' })).toBeDisabled();
    await userEvent.click(
      screen.getByRole('button', { name: 'Start the dry run' }),
    );
    expect(
      await screen.findByText(/It was tried on past decisions/),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Propose' }));
    await userEvent.type(
      screen.getByRole('textbox', { name: /Reason/ }),
      'Fewer failures in December',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Propose it' }));
    expect(
      await screen.findByText('Proposed. Somebody else has to activate it.'),
    ).toBeInTheDocument();
    expect(propose).toHaveBeenCalledWith(
      hashes.stored,
      'Fewer failures in December',
    );
  });

  it('shows how far a dry run is', async () => {
    await render(
      createPolicyApi({
        bundles: stored.bundles,
        dryRuns: {
          [hashes.stored]: sampleComparison({
            state: 'running',
            progress: 0.42,
            decisions: 90,
          }),
        },
      }),
      stored,
    );
    expect(
      await screen.findByRole('progressbar', {
        name: 'Progress of the dry run',
      }),
    ).toHaveAttribute('aria-valuenow', '42');
    expect(screen.getByText('42 % · 90 decisions so far')).toBeInTheDocument();
  });

  it('shows each decision on which it differs, with a link to it', async () => {
    await render(
      createPolicyApi({
        bundles: stored.bundles,
        dryRuns: { [hashes.stored]: sampleComparison() },
      }),
      stored,
    );
    const table = await screen.findByRole('table', {
      name: 'Decisions on which the two bundles differ, newest first',
    });
    const [, first] = within(table).getAllByRole('row');
    expect(within(first).getByText('stricter')).toBeInTheDocument();
    expect(within(first).getByText('It failed')).toBeInTheDocument();
    expect(within(first).getAllByRole('link')[0]).toHaveAttribute(
      'href',
      '/showcaller/decisions/01KDIFFERENCE1',
    );
  });

  it('tells the counts to those who do not see the bar', async () => {
    await render(
      createPolicyApi({
        bundles: stored.bundles,
        dryRuns: { [hashes.stored]: sampleComparison() },
      }),
      stored,
    );
    const twin = await screen.findByRole('table', {
      name: 'Decisions by how this bundle stands to the active rules',
    });
    expect(
      within(twin)
        .getAllByRole('row')
        .map(row => row.textContent),
    ).toEqual([
      'It isDecisionsShare',
      'stricter93.8 %',
      'same22995 %',
      'looser20.8 %',
    ]);
  });

  it('shows what it changes, its rules, its tests and its text', async () => {
    await render(createPolicyApi({ bundles: stored.bundles }), stored);
    expect(
      await screen.findByText(/2 files differ from the active bundle/),
    ).toBeInTheDocument();
    expect(screen.getByText('All 3 tests pass.')).toBeInTheDocument();
    expect(
      screen.getByRole('table', { name: 'Rules of the bundle' }),
    ).toHaveTextContent('change_freeze');
  });

  it('shows the errors of one that cannot decide, and no button that would fail', async () => {
    await render(createPolicyApi(), { path: `/${hashes.broken}` });
    const problems = await screen.findByRole('list', {
      name: 'What is wrong or doubtful',
    });
    expect(problems).toHaveTextContent(/gate.policy:1:38.*risk_score/);
    expect(
      screen.queryByRole('button', { name: 'Propose' }),
    ).not.toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Start the dry run' }),
    ).toBeDisabled();
  });

  it('takes the parameter that notifications name the bundle by', async () => {
    await render(createPolicyApi(), { path: `?bundle=${hashes.active}` });
    expect(
      await screen.findByText('It decides at the gate now.'),
    ).toBeInTheDocument();
  });
});
