import { screen } from '@testing-library/react';
import { createGateApi } from '../../__testUtils__/gate';
import { renderGatePart } from '../../__testUtils__/gate/renderGatePart';
import { ApprovalsSidebarItem } from './ApprovalsSidebarItem';

describe('the way to the inbox in the sidebar', () => {
  it('says how much waits for the reader', async () => {
    const api = createGateApi(undefined, {
      getApprovals: async () => ({
        items: [],
        totalItems: 3,
        limit: 1,
        offset: 0,
      }),
    });
    await renderGatePart(<ApprovalsSidebarItem />, { api });
    expect(
      await screen.findByRole('link', { name: 'Approvals (3)' }),
    ).toHaveAttribute('href', '/showcaller/approvals');
  });

  it('is the way alone while nothing waits, or nobody can tell', async () => {
    const api = createGateApi(undefined, {
      getApprovals: async () => {
        throw new Error('down');
      },
    });
    await renderGatePart(<ApprovalsSidebarItem />, { api });
    expect(
      await screen.findByRole('link', { name: 'Approvals' }),
    ).toBeInTheDocument();
  });
});
