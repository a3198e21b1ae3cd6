import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  createGateApi,
  decisionHashes,
  sampleDetail,
  sampleOverride,
} from '../../../__testUtils__/gate';
import { renderGatePart } from '../../../__testUtils__/gate/renderGatePart';
import { DecisionContent } from '../DecisionContent';

const FOLD = 'In an emergency: let it through against the gate';
type Options = Partial<Parameters<typeof renderGatePart>[1]>;

async function render(options: Options = {}) {
  const { api = createGateApi() } = options;
  await renderGatePart(<DecisionContent id="01KDECISION" />, {
    ...options,
    api,
  });
  await screen.findByRole('region', { name: 'Approval' });
  return { api };
}

function overridden(changes: Parameters<typeof sampleOverride>[0] = {}) {
  return createGateApi(
    sampleDetail({ status: 'ALLOW', override: sampleOverride(changes) }),
  );
}

describe('letting a decision through against the gate', () => {
  it('is folded away, asks for the incident and the reason, and says what follows', async () => {
    const { api } = await render();
    const overrideDecision = jest.spyOn(api, 'overrideDecision');
    await userEvent.click(screen.getByRole('button', { name: FOLD }));
    expect(
      screen.getByText(/A second person has to look at it within 24 hours/),
    ).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Let it through …' }),
    );
    const form = within(
      screen.getByRole('form', { name: 'Let exactly this through' }),
    );
    const incident = form.getByRole('textbox', { name: /Id of the incident/ });
    expect(incident).toHaveFocus();
    await userEvent.click(
      form.getByRole('button', { name: 'Let it through now' }),
    );
    expect(overrideDecision).not.toHaveBeenCalled();
    expect(
      form.getByText('Name the incident that makes it necessary.'),
    ).toBeInTheDocument();
    await userEvent.click(incident);
    await userEvent.paste('INC-7');
    await userEvent.click(
      form.getByRole('textbox', { name: /Why it cannot wait/ }),
    );
    await userEvent.paste('checkout is down');
    await userEvent.click(
      form.getByRole('button', { name: 'Let it through now' }),
    );
    expect(overrideDecision).toHaveBeenCalledWith('01KDECISION', {
      incidentId: 'INC-7',
      reason: 'checkout is down',
      subjectHash: decisionHashes.subject,
    });
    expect(
      await screen.findByRole('heading', {
        name: 'LET THROUGH in production against the gate',
      }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: FOLD })).toBeNull();
  });

  it('is left by Escape', async () => {
    await render();
    await userEvent.click(screen.getByRole('button', { name: FOLD }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Let it through …' }),
    );
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('form')).toBeNull();
  });

  it('is not for strangers, who are told who may', async () => {
    await render({
      denied: ['showcaller.gate.override'],
      identity: { ownershipEntityRefs: ['user:default/reader'] },
    });
    await userEvent.click(screen.getByRole('button', { name: FOLD }));
    const button = screen.getByRole('button', { name: 'Let it through …' });
    expect(button).toBeDisabled();
    await userEvent.hover(button.parentElement!);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      /Only owners of the entity may, and who has the permission showcaller\.gate\.override/,
    );
  });

  it('is open to owners without the permission', async () => {
    await render({ denied: ['showcaller.gate.override'] });
    await userEvent.click(screen.getByRole('button', { name: FOLD }));
    const button = await screen.findByRole('button', {
      name: 'Let it through …',
    });
    expect(button).toBeEnabled();
  });
});

describe('the second look at an override', () => {
  it('is confirmed by somebody else, with or without a word', async () => {
    const api = overridden();
    const confirmOverride = jest.spyOn(api, 'confirmOverride');
    await render({ api });
    const section = within(
      screen.getByRole('region', { name: 'Let through against the gate' }),
    );
    expect(
      section.getByText('Nobody has looked at it yet'),
    ).toBeInTheDocument();
    expect(section.getByText('INC-2041')).toBeInTheDocument();
    await userEvent.click(
      await section.findByRole('button', { name: 'It was right' }),
    );
    await userEvent.click(
      within(section.getByRole('form')).getByRole('button', {
        name: 'It was right',
      }),
    );
    expect(confirmOverride).toHaveBeenCalledWith('01KOVERRIDE', {
      verdict: 'confirm',
      comment: undefined,
    });
    expect(
      await section.findByText('Confirmed by a second person'),
    ).toBeInTheDocument();
    expect(section.queryByRole('button', { name: 'Object' })).toBeNull();
  });

  it('needs a reason to object', async () => {
    const api = overridden();
    const confirmOverride = jest.spyOn(api, 'confirmOverride');
    await render({ api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Object' }),
    );
    const form = within(screen.getByRole('form', { name: 'Object to it' }));
    await userEvent.click(form.getByRole('button', { name: 'Object' }));
    expect(confirmOverride).not.toHaveBeenCalled();
    await userEvent.click(form.getByRole('textbox'));
    await userEvent.paste('there was no incident');
    await userEvent.click(form.getByRole('button', { name: 'Object' }));
    expect(confirmOverride).toHaveBeenCalledWith('01KOVERRIDE', {
      verdict: 'object',
      comment: 'there was no incident',
    });
  });

  it('is never that of the person who let it through', async () => {
    await render({ api: overridden({ by: 'user:default/reader' }) });
    expect(
      await screen.findByText(
        'You let it through yourself; somebody else has to look at it.',
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Object' })).toBeDisabled();
  });
});
