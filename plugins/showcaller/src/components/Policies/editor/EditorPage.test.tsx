import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { forwardRef, useImperativeHandle } from 'react';
import {
  createPolicyApi,
  hashes,
  type PolicyApi,
} from '../../../__testUtils__/policies';
import { renderPolicies } from '../../../__testUtils__/policies/renderPolicies';
import { PoliciesContent } from '../PoliciesContent';
import type { PolicyCodeHandle } from './code/PolicyCode';

const handle = { insert: jest.fn(), goTo: jest.fn() };

// The view of the editor needs a browser that lays out text; a plain field stands in for it.
jest.mock('./code/PolicyCode', () => ({
  PolicyCode: forwardRef<
    PolicyCodeHandle,
    {
      path: string;
      text: string;
      readOnly: boolean;
      onChange: (text: string) => void;
    }
  >(({ path, text, readOnly, onChange }, ref) => {
    useImperativeHandle(ref, () => handle, []);
    return (
      <textarea
        aria-label={`Text of ${path}`}
        value={text}
        readOnly={readOnly}
        onChange={event => onChange(event.target.value)}
      />
    );
  }),
}));

function render(
  api: PolicyApi = createPolicyApi(),
  options: { from?: string } = {},
) {
  const { from } = options;
  return renderPolicies(<PoliciesContent />, {
    api,
    path: `/edit${from ? `?from=${from}` : ''}`,
  });
}

const kept = () => window.localStorage.getItem('showcaller.policy-draft');
const valueOf = async (path: string) =>
  (
    await screen.findByRole<HTMLTextAreaElement>('textbox', {
      name: `Text of ${path}`,
    })
  ).value;
const textOf = (path: string) =>
  screen.findByRole('textbox', { name: `Text of ${path}` });

describe('the policy editor', () => {
  beforeEach(() => {
    window.localStorage.clear();
    jest.clearAllMocks();
  });

  it('starts from the bundle that decides, and says that it compiles', async () => {
    await render();
    expect(await valueOf('gate.policy')).toContain('risk_score > 0.7');
    expect(
      await screen.findByText('It compiles: 2 rules. All 2 tests pass.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: '← Starts from bundle ac1111111111' }),
    ).toHaveAttribute('href', `/showcaller/policies/${hashes.active}`);
    expect(
      screen.getByRole('button', { name: 'Save as a bundle' }),
    ).toBeDisabled();
  });

  it('says what is wrong while one writes, leads there, and mends it', async () => {
    await render();
    const field = await textOf('gate.policy');
    await userEvent.clear(field);
    await userEvent.type(
      field,
      'rule "a": when env == "prod" and risk_scor > 0.7 then block',
    );
    const problems = await screen.findByRole('list', {
      name: 'What is wrong or doubtful',
    });
    expect(
      screen.getByText('1 error: it could not decide anything yet.'),
    ).toBeInTheDocument();
    await userEvent.click(
      within(problems).getByRole('button', { name: 'Go to gate.policy:1:34' }),
    );
    expect(handle.goTo).toHaveBeenCalledWith(33);
    await userEvent.click(
      within(problems).getByRole('button', {
        name: 'Replace with risk_score',
      }),
    );
    expect(
      await screen.findByText('It compiles: 1 rule. There are no tests.'),
    ).toBeInTheDocument();
  });

  it('says what a failing test expected and what came', async () => {
    await render();
    const field = await textOf('gate.policy');
    await userEvent.type(
      field,
      'test "wrong": given {{ env: "prod", risk_score: 0.1 } expect block',
    );
    const tests = await screen.findByRole('list', { name: 'Tests' });
    await waitFor(() =>
      expect(within(tests).getAllByRole('listitem')[0]).toHaveTextContent(
        /Fails: wrong gate.policy:15:1Expected block, came allow/,
      ),
    );
  });

  it('saves with a word on what changes, and leads to the bundle', async () => {
    const api = createPolicyApi();
    const store = jest.spyOn(api, 'storePolicies');
    await render(api);
    await userEvent.type(await textOf('gate.policy'), '# and a word');
    expect(
      screen.getByText(/There are changes that are not saved/),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Save as a bundle' }),
    );
    const form = within(screen.getByRole('form', { name: 'Save as a bundle' }));
    await userEvent.type(
      form.getByRole('textbox', { name: /What it changes/ }),
      'A word of explanation',
    );
    await userEvent.click(
      form.getByRole('button', { name: 'Save as a bundle' }),
    );
    expect(
      await screen.findByText(/It decides nothing yet. Try it on past/),
    ).toBeInTheDocument();
    expect(store).toHaveBeenCalledWith(
      [
        {
          path: 'gate.policy',
          text: expect.stringMatching(/# and a word$/),
        },
      ],
      'A word of explanation',
    );
    expect(kept()).toBeNull();
  });

  it('keeps what was not saved, and takes it up again', async () => {
    const first = await render();
    await userEvent.type(await textOf('gate.policy'), '# half done');
    await waitFor(() => expect(kept()).not.toBeNull());
    const leave = new Event('beforeunload', { cancelable: true });
    window.dispatchEvent(leave);
    expect(leave.defaultPrevented).toBe(true);
    first.unmount();

    await render();
    expect(await valueOf('gate.policy')).toMatch(/# half done$/);
    expect(screen.getByText(/They were made/)).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Discard the changes' }),
    );
    expect(await valueOf('gate.policy')).not.toMatch(/# half done$/);
    expect(kept()).toBeNull();
  });

  it('adds, renames and removes files', async () => {
    await render();
    await textOf('gate.policy');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Add file' }),
    );
    const name = screen.getByRole('textbox', { name: 'Name of the file' });
    await userEvent.type(name, 'freeze.txt{Enter}');
    expect(screen.getByText(/It has to end in .policy/)).toBeInTheDocument();
    await userEvent.clear(name);
    await userEvent.type(name, 'freeze.policy{Enter}');
    expect(await valueOf('freeze.policy')).toContain('rule "name_of_the_rule"');
    await userEvent.click(screen.getByRole('button', { name: 'Remove' }));
    await userEvent.click(
      screen.getByRole('button', { name: 'Yes, remove it' }),
    );
    expect(await textOf('gate.policy')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'freeze.policy' }),
    ).not.toBeInTheDocument();
  });

  it('writes a word of the vocabulary where the cursor is', async () => {
    await render();
    await textOf('gate.policy');
    await userEvent.type(
      screen.getByRole('searchbox', {
        name: 'Search paths, functions, actions',
      }),
      'canary.error_rate',
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Insert canary.error_rate' }),
    );
    expect(handle.insert).toHaveBeenCalledWith('canary.error_rate');
  });

  it('shows what changes of the bundle that decides', async () => {
    await render(undefined, { from: hashes.proposed });
    await textOf('freeze.policy');
    await userEvent.click(
      screen.getByRole('button', { name: 'Show what changes' }),
    );
    expect(
      await screen.findByText(
        /2 files differ from the active bundle ac1111111111/,
      ),
    ).toBeInTheDocument();
  });
});
