import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { hashes, sampleVersions } from '../../../__testUtils__/models';
import { createPlatformApi } from '../../../__testUtils__/platformApi';
import { renderPart } from '../../../__testUtils__/renderPart';
import { VersionsCard } from './VersionsCard';

function render(api = createPlatformApi(), versions = sampleVersions()) {
  const onChanged = jest.fn();
  renderPart(
    <VersionsCard
      versions={versions}
      shown={hashes.champion}
      onChanged={onChanged}
    />,
    { api },
  );
  return { onChanged };
}

async function giveReason(reason: string, confirm: string) {
  // The field has the focus.
  await userEvent.paste(reason);
  const form = screen.getByRole('form');
  await userEvent.click(within(form).getByRole('button', { name: confirm }));
}

describe('the versions of the model', () => {
  it('say what they are, how they stand and why, beside the simple models', async () => {
    render();
    const table = await screen.findByRole('table', { name: /Versions/ });
    const rows = within(table);
    expect(rows.getByRole('row', { name: /^risk-local 7/ })).toHaveTextContent(
      /shown below.*Your own model.*built on risk-boosted 5.*Serving.*Log loss on later deployments.*2,140 deployments, 265 failures.*46 %logistic 39 %lines added 33 %/,
    );
    expect(
      rows.getByRole('row', { name: /Show the evaluation of risk-boosted 4/ }),
    ).toHaveTextContent(/Withdrawn.*that of the prior 0\.38/);
    expect(
      rows.getByRole('link', { name: 'Show the evaluation of risk-local 8' }),
    ).toHaveAttribute('href', '/?model=e7b0d2e7b0d2');
    expect(
      rows.queryByRole('button', { name: 'Promote risk-boosted 4' }),
    ).not.toBeInTheDocument();
  });

  it('let another one serve, with a reason that is asked for in place', async () => {
    const api = createPlatformApi();
    const promoteModel = jest.spyOn(api, 'promoteModel');
    const { onChanged } = render(api);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Promote risk-local 8' }),
    );
    expect(
      screen.getByRole('form', { name: 'Let risk-local 8 serve' }),
    ).toBeInTheDocument();
    await giveReason('better on payments', 'Promote');
    expect(promoteModel).toHaveBeenCalledWith(
      hashes.challenger,
      'better on payments',
    );
    expect(await screen.findByText('risk-local 8 serves now.')).toBeVisible();
    expect(onChanged).toHaveBeenCalled();
  });

  it('go back to the one that served last', async () => {
    const api = createPlatformApi();
    const rollBackModel = jest.spyOn(api, 'rollBackModel');
    render(api);
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Roll back to risk-boosted 5',
      }),
    );
    await giveReason('too many false alarms', 'Roll back');
    expect(rollBackModel).toHaveBeenCalledWith('too many false alarms');
    expect(await screen.findByText('risk-boosted 5 serves now.')).toBeVisible();
  });

  it('keep the form and say why when it was refused', async () => {
    const { onChanged } = render({
      ...createPlatformApi(),
      promoteModel: () => Promise.reject(new Error('its file is damaged')),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Promote risk-local 8' }),
    );
    await giveReason('better on payments', 'Promote');
    expect(
      await screen.findByText('Not done: its file is damaged'),
    ).toBeInTheDocument();
    expect(screen.getByRole('form')).toBeInTheDocument();
    expect(onChanged).not.toHaveBeenCalled();
  });

  it('offer no way back where there is none', async () => {
    render(
      createPlatformApi(),
      sampleVersions().filter(version => version.status === 'champion'),
    );
    await screen.findByRole('table', { name: /Versions/ });
    expect(
      screen.queryByRole('button', { name: /Roll back/ }),
    ).not.toBeInTheDocument();
  });
});
