import { screen, waitFor } from '@testing-library/react';
import { sampleVersions } from '../../../__testUtils__/models';
import { renderPart } from '../../../__testUtils__/renderPart';
import { TrainingCard } from '../training/TrainingCard';
import { VersionsCard } from './VersionsCard';

// In a file of its own: answers about permissions are kept between the tests of a file.
describe('somebody who may only read', () => {
  it('can neither train, nor promote, nor roll back', async () => {
    renderPart(
      <>
        <TrainingCard health={{ runs: [] }} onChanged={() => {}} />
        <VersionsCard
          versions={sampleVersions()}
          shown={undefined}
          onChanged={() => {}}
        />
      </>,
      { denied: ['showcaller.model.manage'] },
    );
    const train = await screen.findByRole('button', { name: 'Train now' });
    await waitFor(() =>
      expect(train.parentElement).toHaveAttribute(
        'title',
        expect.stringMatching(/showcaller\.model\.manage/),
      ),
    );
    for (const name of [/^Train/, /^Promote risk-local 8/, /^Roll back/]) {
      expect(screen.getByRole('button', { name })).toBeDisabled();
    }
  });
});
