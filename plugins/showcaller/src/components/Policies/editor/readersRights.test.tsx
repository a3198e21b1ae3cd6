import { screen } from '@testing-library/react';
import { createPolicyApi } from '../../../__testUtils__/policies';
import { renderPolicies } from '../../../__testUtils__/policies/renderPolicies';
import { PoliciesContent } from '../PoliciesContent';

// The view of the editor needs a browser that lays out text; a plain field stands in for it.
jest.mock('./code/PolicyCode', () => ({
  PolicyCode: (props: { path: string; text: string; readOnly: boolean }) => (
    <textarea
      aria-label={`Text of ${props.path}`}
      defaultValue={props.text}
      readOnly={props.readOnly}
    />
  ),
}));

// In a file of its own: what a reader may do is remembered between tests.
describe('the policy editor of a reader without rights', () => {
  it('can be read by those who may not change it, and says who grants that', async () => {
    await renderPolicies(<PoliciesContent />, {
      api: createPolicyApi(),
      path: '/edit',
      denied: ['showcaller.policy.manage'],
    });
    expect(
      await screen.findByText(
        'You may look and not change: saving needs the permission showcaller.policy.manage, which the platform team grants.',
      ),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('textbox', { name: 'Text of gate.policy' }),
    ).toHaveAttribute('readonly');
    expect(
      screen.queryByRole('button', { name: 'Add file' }),
    ).not.toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Save as a bundle' }),
    ).toBeDisabled();
  });
});
