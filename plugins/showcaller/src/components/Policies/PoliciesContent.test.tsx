import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createPolicyApi,
  hashes,
  sampleComparison,
  type PolicyApi,
} from '../../__testUtils__/policies';
import { renderPolicies } from '../../__testUtils__/policies/renderPolicies';
import { PoliciesContent } from './PoliciesContent';

const now = new Date('2026-11-20T13:05:00Z');

function render(
  api: PolicyApi,
  options: { path?: string; denied?: string[] } = {},
) {
  return renderPolicies(<PoliciesContent />, { api, ...options });
}

describe('the page of policies', () => {
  it('says first which bundle decides, then what waits for a second person', async () => {
    await render(
      createPolicyApi({
        dryRuns: { [hashes.proposed]: sampleComparison() },
        shadow: sampleComparison({ kind: 'shadow', hash: hashes.shadow }),
      }),
    );
    expect(
      await screen.findByRole('heading', {
        name: 'Bundle ac1111111111 decides at the gate.',
      }),
    ).toBeInTheDocument();
    const waiting = within(
      screen.getByRole('region', { name: 'Waiting for a second person' }),
    );
    expect(
      waiting.getByText(
        'ines.platform proposes that bundle be2222222222 decides from now on.',
      ),
    ).toBeInTheDocument();
    expect(
      await waiting.findByText(/It would have decided otherwise on 11 of 240/),
    ).toBeInTheDocument();
    const shadow = within(screen.getByRole('region', { name: 'In shadow' }));
    expect(
      await shadow.findByText(/It decides otherwise on 11 of 240/),
    ).toBeInTheDocument();
    const table = await screen.findByRole('table', {
      name: 'Bundles of policies, newest first',
    });
    expect(within(table).getByText('From git at 4f2c1d0')).toBeInTheDocument();
    expect(
      within(table).getByRole('link', { name: 'eb5555555555' }),
    ).toHaveAttribute('href', `/showcaller/policies/${hashes.broken}`);
  });

  it('is loud when the product went back to the last good bundle', async () => {
    await render(
      createPolicyApi({
        overview: {
          fallback: {
            from: hashes.broken,
            reason: 'gate.policy:1:38: there is no path risk_scor',
            at: now.toISOString(),
          },
          git: { path: 'policies', error: 'the branch is gone' },
        },
      }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      /eb5555555555 could not decide any more: the last good one, ac1111111111, decides instead/,
    );
    expect(alert).toHaveTextContent(/the branch is gone/);
  });

  it('activates what somebody else proposed, with a reason', async () => {
    const api = createPolicyApi();
    const activate = jest.spyOn(api, 'activatePolicies');
    await render(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Activate' }),
    );
    await userEvent.type(
      screen.getByRole('textbox', { name: /Reason/ }),
      'The shadow looked right for a week',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Activate it' }));
    expect(
      await screen.findByRole('heading', {
        name: 'Bundle be2222222222 decides at the gate.',
      }),
    ).toBeInTheDocument();
    expect(activate).toHaveBeenCalledWith(
      hashes.proposed,
      'The shadow looked right for a week',
    );
  });

  it('says why the one who proposed it cannot activate it', async () => {
    const reason =
      'You proposed this bundle; somebody else has to activate it.';
    await render(createPolicyApi({ you: { mayActivate: false, reason } }));
    expect(
      await screen.findByText(`You cannot activate it: ${reason}`),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Activate' })).toBeDisabled();
    expect(
      screen.getByRole('button', { name: 'Withdraw or decline' }),
    ).toBeEnabled();
  });

  it('says what the backend refused, and keeps the reason that was typed', async () => {
    await render({
      ...createPolicyApi(),
      activatePolicies: async () => {
        throw new NotAllowedError('Your right was taken away meanwhile.');
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Activate' }),
    );
    const field = screen.getByRole('textbox', { name: /Reason/ });
    await userEvent.type(field, 'It looks right');
    await userEvent.click(screen.getByRole('button', { name: 'Activate it' }));
    expect(
      await screen.findByText('Not done: Your right was taken away meanwhile.'),
    ).toBeInTheDocument();
    expect(field).toHaveValue('It looks right');
  });

  it('stops the shadow', async () => {
    await render(createPolicyApi());
    await userEvent.click(
      await screen.findByRole('button', { name: 'Stop the shadow' }),
    );
    expect(
      await screen.findByText('Bundle ac1111111111 decides at the gate.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('region', { name: 'In shadow' }),
    ).not.toBeInTheDocument();
  });

  it('says who can grant it to those who may not see policies', async () => {
    await render({
      ...createPolicyApi(),
      getPolicies: async () => {
        throw new NotAllowedError('Not allowed');
      },
    });
    expect(
      await screen.findByText('You may not see the policies'),
    ).toBeInTheDocument();
    expect(screen.getByText(/Who can grant it/)).toBeInTheDocument();
  });

  it('says what failed, and tries again', async () => {
    const api = createPolicyApi();
    jest
      .spyOn(api, 'getPolicies')
      .mockRejectedValueOnce(new Error('The database is away'));
    await render(api);
    expect(await screen.findByText('The database is away')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Bundle ac1111111111 decides at the gate.'),
    ).toBeInTheDocument();
  });
});
