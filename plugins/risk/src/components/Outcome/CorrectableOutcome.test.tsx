import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeShowcallerApi, sampleLabel } from '../../__testUtils__';
import { renderForEntity } from '../../__testUtils__/renderForEntity';
import { CorrectableOutcome } from './CorrectableOutcome';

// In a file of its own: answers about permissions are kept between the tests of a file.
describe('somebody who may not correct an outcome', () => {
  it('is told who may', async () => {
    await renderForEntity(
      <CorrectableOutcome
        label={sampleLabel()}
        entity={{
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'Component',
          metadata: { name: 'payments-api' },
        }}
        onCorrected={() => {}}
      />,
      {
        kind: 'Component',
        denied: ['showcaller.label.correct'],
        api: FakeShowcallerApi.create(),
      },
    );
    const button = screen.getByRole('button', {
      name: 'Not caused by this deployment',
    });
    await waitFor(() => expect(button).toBeDisabled());
    await userEvent.hover(button.parentElement!);
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'Only owners of the entity may, and who has the permission showcaller.label.correct; the platform team grants it.',
    );
  });
});
