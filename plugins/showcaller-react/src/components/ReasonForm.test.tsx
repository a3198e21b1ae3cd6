import { renderInTestApp } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { GuardedButton } from './GuardedButton';
import { ReasonForm, type ReasonFormProps } from './ReasonForm';

async function render(changes: Partial<ReasonFormProps> = {}) {
  const calls = { onConfirm: jest.fn(), onCancel: jest.fn() };
  await renderInTestApp(
    <ReasonForm
      title="Promote the challenger"
      confirm="Promote"
      sending={false}
      {...calls}
      {...changes}
    />,
  );
  return calls;
}

describe('ReasonForm', () => {
  it('starts in the field, and hands over the reason', async () => {
    const { onConfirm } = await render();
    const field = screen.getByRole('textbox', { name: /Reason/ });
    expect(field).toHaveFocus();
    await userEvent.paste('  better on payments ');
    await userEvent.click(screen.getByRole('button', { name: 'Promote' }));
    expect(onConfirm).toHaveBeenCalledWith('better on payments');
  });

  it('does nothing without a reason, and says so', async () => {
    const { onConfirm } = await render();
    await userEvent.click(screen.getByRole('button', { name: 'Promote' }));
    expect(onConfirm).not.toHaveBeenCalled();
    expect(screen.getByText(/Say why/)).toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: /Reason/ })).toBeInvalid();
  });

  it('is left by Escape', async () => {
    const { onCancel } = await render();
    await userEvent.keyboard('{Escape}');
    expect(onCancel).toHaveBeenCalled();
  });

  it('asks for nothing where nothing need be said', async () => {
    const { onConfirm } = await render({ optional: true, label: 'Comment' });
    expect(screen.getByRole('textbox', { name: 'Comment' })).toHaveFocus();
    await userEvent.click(screen.getByRole('button', { name: 'Promote' }));
    expect(onConfirm).toHaveBeenCalledWith('');
  });

  it('says why it failed, and keeps still while it is sent', async () => {
    await render({ error: 'another model was promoted meanwhile' });
    expect(screen.getByRole('status')).toHaveTextContent(
      'another model was promoted meanwhile',
    );
  });
});

describe('GuardedButton', () => {
  it('says what is missing and who grants it', async () => {
    await renderInTestApp(
      <GuardedButton allowed={false} permission="showcaller.model.manage">
        Train now
      </GuardedButton>,
    );
    const button = screen.getByRole('button', { name: 'Train now' });
    expect(button).toBeDisabled();
    await userEvent.hover(button.parentElement!);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'Needs the permission showcaller.model.manage; the platform team grants it.',
    );
  });

  it('says the reason of the backend where there is one', async () => {
    await renderInTestApp(
      <GuardedButton allowed={false} reason="You wrote a part of it.">
        Approve
      </GuardedButton>,
    );
    const button = screen.getByRole('button', { name: 'Approve' });
    await userEvent.hover(button.parentElement!);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'You wrote a part of it.',
    );
  });

  it('waits until it knows the rights', async () => {
    await renderInTestApp(
      <GuardedButton allowed={undefined} permission="x">
        Train now
      </GuardedButton>,
    );
    expect(screen.getByRole('button', { name: 'Train now' })).toBeDisabled();
  });
});
