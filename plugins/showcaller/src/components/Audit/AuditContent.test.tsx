import { NotAllowedError } from '@backstage/errors';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createAuditApi,
  SampleLog,
  type AuditApi,
} from '../../__testUtils__/audit';
import { createPlatformApi } from '../../__testUtils__/platformApi';
import { renderPart } from '../../__testUtils__/renderPart';
import { AuditContent } from './AuditContent';

function render(api: AuditApi = createAuditApi(), search = '') {
  return renderPart(<AuditContent />, {
    api: createPlatformApi({ audit: api }),
    search,
  });
}

const entries = async () =>
  within(
    await screen.findByRole('table', {
      name: 'Entries of the audit log, newest first',
    }),
  );

describe('the audit browser', () => {
  beforeEach(() => window.localStorage.clear());

  it('says first whether the log is as it was written', async () => {
    const { entries: rows } = SampleLog.create();
    await render();
    expect(
      await screen.findByRole('heading', {
        name: `All ${rows.length} entries are as they were written.`,
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/against 4 signed checkpoints/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/The newest signed checkpoint covers all of them/),
    ).toBeInTheDocument();
  });

  it('is loud when an entry is not what was written, and names it', async () => {
    await render(
      createAuditApi({
        overview: {
          lastVerification: {
            ...SampleLog.create().verification(),
            state: 'broken',
            firstBad: { seq: 1_204, reason: 'it does not hash to its leaf' },
            explanation:
              'The log is not what it was from entry 1204 on: it does not hash to its leaf.',
          },
        },
      }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      /The log was changed: entry 1,204 is the first that is not what was written/,
    );
    expect(alert).toHaveTextContent(/it does not hash to its leaf/);
  });

  it('starts a check and shows how far it is', async () => {
    await render();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Check all entries now' }),
    );
    expect(
      await screen.findByRole('progressbar', {
        name: 'Progress of the check',
      }),
    ).toHaveAttribute('aria-valuenow', '40');
    expect(
      screen.getByText('12 entries checked, 40 % of all.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Being checked' }),
    ).toBeDisabled();
  });

  it('lists the newest first, each with who, what and about what', async () => {
    await render();
    const [, first] = (await entries()).getAllByRole('row');
    expect(first).toHaveTextContent(/30.*sam.sre.*Reported an incident/);
    expect(
      (await entries()).getAllByRole('link', {
        name: 'decision:01KDECISION',
      })[0],
    ).toHaveAttribute('href', '/showcaller/decisions/01KDECISION');
  });

  it('filters by what the address says, and by what is chosen', async () => {
    await render(undefined, '?action=gate.approved');
    await waitFor(async () =>
      expect((await entries()).getAllByRole('row')).toHaveLength(7),
    );
    await userEvent.selectOptions(
      screen.getByRole('combobox', { name: 'What was done' }),
      'Promoted a model',
    );
    expect(
      (await entries()).queryByText('gate.approved'),
    ).not.toBeInTheDocument();
    await userEvent.type(
      screen.getByRole('textbox', { name: 'By whom' }),
      'user:default/nobody{Enter}',
    );
    expect(
      await screen.findByText('No entry is like that'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear the filters' }),
    );
    expect((await entries()).getAllByRole('row')).toHaveLength(21);
  });

  it('opens an entry with its facts, its texts and its proof', async () => {
    await render(undefined, '?entry=2');
    const drawer = within(
      await screen.findByRole('dialog', { name: 'Entry 2' }),
    );
    expect(
      await drawer.findByText('Approved (gate.approved)'),
    ).toBeInTheDocument();
    expect(drawer.getByText('block_high_risk_prod')).toBeInTheDocument();
    expect(
      drawer.getByText('The flaky test is known; the change is small.'),
    ).toBeInTheDocument();
    await userEvent.click(
      drawer.getByRole('button', { name: 'Check the proof of entry 2' }),
    );
    expect(
      await drawer.findByText(
        /Entry 2 of 30 is in the log signed by portal.shop.example\/audit/,
      ),
    ).toBeInTheDocument();
    await userEvent.click(
      drawer.getByRole('button', { name: 'The entry as it was written' }),
    );
    expect(
      drawer.getByRole('button', { name: 'Copy the canonical entry' }),
    ).toBeInTheDocument();
  });

  it('leads from an entry to all about the same', async () => {
    await render(undefined, '?entry=3');
    await userEvent.click(
      await screen.findByRole('button', { name: 'All about the same' }),
    );
    await waitFor(async () =>
      expect((await entries()).getAllByRole('row')).toHaveLength(7),
    );
  });

  it('says so when there is no such entry', async () => {
    await render(
      {
        ...createAuditApi(),
        getAuditProof: async () => {
          throw Object.assign(new Error('404'), {
            name: 'ResponseError',
            statusCode: 404,
            statusText: 'Not Found',
            body: { error: { message: 'The audit log has no entry 99.' } },
          });
        },
      },
      '?entry=99',
    );
    expect(
      await screen.findByText('There is no such entry'),
    ).toBeInTheDocument();
  });

  it('says who can grant it to those who may only see their own entities', async () => {
    await render({
      ...createAuditApi(),
      getAuditOverview: async () => {
        throw new NotAllowedError(
          'Needs the permission showcaller.audit.read.',
        );
      },
    });
    expect(
      await screen.findByText('You may not see the audit log'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Needs the permission showcaller.audit.read.'),
    ).toBeInTheDocument();
    expect(screen.getByText(/Who can grant it/)).toBeInTheDocument();
  });

  it('says what the first entry will be while there is none', async () => {
    await render(
      createAuditApi({ log: SampleLog.create({ size: 0, covered: 0 }) }),
    );
    expect(
      await screen.findByText('Nothing is in the log yet'),
    ).toBeInTheDocument();
  });

  it('shows that the last look stands when a newer one failed', async () => {
    const api = createAuditApi();
    let away = false;
    await render({
      ...api,
      getAuditOverview: async () => {
        if (away) {
          throw new Error('The database is away');
        }
        return api.getAuditOverview();
      },
    });
    await screen.findByText(/entries are as they were written/);
    away = true;
    await userEvent.click(
      screen.getByRole('button', { name: 'Check all entries now' }),
    );
    expect(
      await screen.findByText(/refreshing the audit log failed/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/entries are as they were written/),
    ).toBeInTheDocument();
  });

  it('sees on the next visit that the log was only added to', async () => {
    const size = (covered: number) =>
      createAuditApi({ log: SampleLog.create({ size: 30, covered }) });
    const first = await render(size(13));
    expect(
      await screen.findByText(/remembers the log of 13 entries from now on/),
    ).toBeInTheDocument();
    first.unmount();
    await render(size(30));
    expect(
      await screen.findByText(
        /only added to since .*: the 13 entries of then are its beginning/,
      ),
    ).toBeInTheDocument();
  });

  it('sees on the next visit that the log was written anew, checkpoints and all', async () => {
    const first = await render();
    await screen.findByText(/remembers the log of 30 entries/);
    first.unmount();
    await render(
      createAuditApi({ log: SampleLog.create({ size: 40, salt: 'other' }) }),
    );
    expect(
      await screen.findByText(
        /The log is not the one that it was .*: its first 30 entries are not those that were there/,
      ),
    ).toBeInTheDocument();
  });
});
