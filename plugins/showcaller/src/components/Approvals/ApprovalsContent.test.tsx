import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createGateApi, type GateApi } from '../../__testUtils__/gate';
import { renderGatePart } from '../../__testUtils__/gate/renderGatePart';
import { ApprovalsContent } from './ApprovalsContent';

function render(changes: Partial<GateApi> = {}, search?: string) {
  const api = createGateApi(undefined, changes);
  const getApprovals = jest.spyOn(api, 'getApprovals');
  return {
    getApprovals,
    rendered: renderGatePart(<ApprovalsContent />, { api, search }),
  };
}

const none = async () => ({ items: [], totalItems: 0, limit: 20, offset: 0 });

describe('the approvals inbox', () => {
  it('lists what waits for the reader, and leads to where they say it', async () => {
    const { getApprovals, rendered } = render();
    await rendered;
    expect(
      await screen.findByRole('heading', { name: '2 things wait for you.' }),
    ).toBeInTheDocument();
    expect(getApprovals).toHaveBeenCalledWith({
      scope: 'mine',
      limit: 20,
      offset: 0,
    });
    const rows = screen.getAllByRole('row').slice(1);
    expect(rows[0]).toHaveTextContent(
      /To approve.*Blocked because the risk of 0\.78.*0\.78.*1 of 2jdoe/,
    );
    expect(within(rows[0]).getByRole('link')).toHaveAttribute(
      'href',
      '/showcaller/decisions/01KDECISION#approval',
    );
    expect(within(rows[1]).getByRole('link')).toHaveAttribute(
      'href',
      '/showcaller/policies?bundle=ab12cd34ef56ab12cd34ef56',
    );
  });

  it('shows all that waits, and why something is not the reader’s', async () => {
    const { getApprovals, rendered } = render();
    await rendered;
    await userEvent.click(
      await screen.findByRole('button', { name: 'All that you may see' }),
    );
    expect(
      await screen.findByRole('heading', {
        name: '3 things wait for somebody.',
      }),
    ).toBeInTheDocument();
    expect(getApprovals).toHaveBeenLastCalledWith(
      expect.objectContaining({ scope: 'all' }),
    );
    const override = screen.getByRole('row', { name: /ledger 77aa0c1/ });
    expect(override).toHaveTextContent(
      'Not yours: You let it through yourself.',
    );
    expect(within(override).getByRole('link')).toHaveAttribute(
      'href',
      '/showcaller/decisions/01KOTHER#override',
    );
  });

  it('opens as the address says', async () => {
    await render({}, '?scope=all').rendered;
    expect(
      await screen.findByRole('button', { name: 'All that you may see' }),
    ).toHaveAttribute('aria-pressed', 'true');
  });

  it('tells what would appear here while nothing does, and leads to what waits for others', async () => {
    await render({ getApprovals: none }).rendered;
    expect(
      await screen.findByRole('heading', { name: 'Nothing waits for you' }),
    ).toBeInTheDocument();
    expect(screen.getByText(/^Here appears what/)).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show what waits for others' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Nothing waits' }),
    ).toBeInTheDocument();
  });

  it('is a skeleton while it loads', async () => {
    await render({ getApprovals: () => new Promise(() => {}) }).rendered;
    expect(
      screen.getByRole('progressbar', {
        name: 'Loading what waits for approval',
      }),
    ).toBeInTheDocument();
  });

  it('says what failed, or who grants what is missing', async () => {
    const { unmount } = await render({
      getApprovals: async () => {
        throw new Error('The backend does not answer');
      },
    }).rendered;
    expect(
      await screen.findByText('Could not load what waits for approval'),
    ).toBeInTheDocument();
    unmount();
    await render({
      getApprovals: async () => {
        throw new NotAllowedError('Sign in first');
      },
    }).rendered;
    expect(
      await screen.findByText('You may not see what waits for approval'),
    ).toBeInTheDocument();
  });
});
