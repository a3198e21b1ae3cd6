import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { firstDayHealth } from '../../../__testUtils__/models';
import { createPlatformApi } from '../../../__testUtils__/platformApi';
import { renderPlatformPage } from '../../../__testUtils__/renderPlatformPage';
import { modelCard } from '../../../__testUtils__/sampleFacts';

function render(model = modelCard) {
  renderPlatformPage({
    path: '/showcaller/model',
    api: createPlatformApi({ health: { ...firstDayHealth(), serving: model } }),
  });
}

describe('what serves', () => {
  it('is named, with whether it can be trusted and what it looks at', async () => {
    render();
    expect(await screen.findByText('ONNX Runtime')).toBeInTheDocument();
    expect(
      screen.getByText('Both evaluators agree on 256 rows to 2.4e-7'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        'shipped prior, not yet calibrated for your organisation',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(modelCard.hash)).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'What it looks at: 2 signals' }),
    );
    const features = screen.getByRole('table', { name: 'Features' });
    expect(
      within(features).getByRole('row', {
        name: /lines added \(la\) Size of the change/,
      }),
    ).toBeInTheDocument();
  });

  it('says when the native runtime is missing', async () => {
    render({ ...modelCard, runtime: 'typescript', parity: undefined });
    expect(
      await screen.findByText(/the native runtime did not load/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Not compared: only one evaluator is available'),
    ).toBeInTheDocument();
  });
});
