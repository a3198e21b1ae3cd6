import { screen, within } from '@testing-library/react';
import { createPlatformApi } from '../../__testUtils__/platformApi';
import { renderPlatformPage } from '../../__testUtils__/renderPlatformPage';
import { modelCard } from '../../__testUtils__/sampleFacts';

describe('the Model tab', () => {
  it('shows which model scores, whether it can be trusted, and what it looks at', async () => {
    renderPlatformPage({
      path: '/showcaller/model',
      api: createPlatformApi(),
    });

    expect(await screen.findByText('risk-prior')).toBeInTheDocument();
    expect(screen.getByText('ONNX Runtime')).toBeInTheDocument();
    expect(
      screen.getByText('Both evaluators agree on 256 rows to 2.4e-7'),
    ).toBeInTheDocument();
    expect(screen.getByText('195,424')).toBeInTheDocument();
    expect(screen.getByText(modelCard.hash)).toBeInTheDocument();
    const features = screen.getByRole('table', { name: 'Features' });
    expect(
      within(features).getByRole('row', { name: /lines added \(la\) size/ }),
    ).toBeInTheDocument();
  });

  it('says when the native runtime is missing', async () => {
    renderPlatformPage({
      path: '/showcaller/model',
      api: createPlatformApi({
        model: { ...modelCard, runtime: 'typescript', parity: undefined },
      }),
    });

    expect(
      await screen.findByText(/the native runtime did not load/),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Not compared: only one evaluator is available'),
    ).toBeInTheDocument();
  });

  it('says what failed when there is no model', async () => {
    renderPlatformPage({
      path: '/showcaller/model',
      api: {
        ...createPlatformApi(),
        getModel: () => Promise.reject(new Error('no model file')),
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('no model file');
  });
});
