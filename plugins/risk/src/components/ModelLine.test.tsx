import { screen } from '@testing-library/react';
import {
  FakeShowcallerApi,
  sampleAssessment,
  sampleModelCard,
} from '../__testUtils__';
import { renderForEntity } from '../__testUtils__/renderForEntity';
import { ModelLine } from './ModelLine';

function render(answers: Parameters<typeof FakeShowcallerApi.create>[0] = {}) {
  return renderForEntity(<ModelLine assessment={sampleAssessment()} />, {
    kind: 'Component',
    api: FakeShowcallerApi.create(answers),
  });
}

describe('the line about the model', () => {
  it('says what the model learned from', async () => {
    await render();
    expect(
      await screen.findByText(
        'It is the model that serves now: trained on 2,140 deployments of your organisation.',
      ),
    ).toBeInTheDocument();
  });

  it('says when it knows nothing of the organisation yet', async () => {
    await render({
      getModel: async () =>
        sampleModelCard({ rung: 'prior', local: undefined }),
    });
    expect(
      await screen.findByText(/not yet calibrated for your organisation/),
    ).toBeInTheDocument();
  });

  it('says when another model serves by now', async () => {
    await render({
      getModel: async () => sampleModelCard({ hash: 'other', version: '8' }),
    });
    expect(
      await screen.findByText('By now risk-local 8 serves instead.'),
    ).toBeInTheDocument();
  });

  it('stays when the model cannot be asked', async () => {
    await render({
      getModel: async () => {
        throw new Error('no answer');
      },
    });
    expect(
      await screen.findByText(/Scored by model risk-local 7/),
    ).toBeInTheDocument();
  });
});
