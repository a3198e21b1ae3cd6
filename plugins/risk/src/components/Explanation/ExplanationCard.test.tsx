import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeShowcallerApi, sampleExplanation } from '../../__testUtils__';
import { renderForEntity } from '../../__testUtils__/renderForEntity';
import { EntityRiskContent } from '../EntityRiskContent';

function render(answers: Parameters<typeof FakeShowcallerApi.create>[0] = {}) {
  return renderForEntity(<EntityRiskContent />, {
    kind: 'Component',
    api: FakeShowcallerApi.create(answers),
  });
}

describe('what would lower the risk', () => {
  it('says what to do, what it brings, and the band it would reach', async () => {
    await render();
    expect(
      await screen.findByText('Split below 400 lines'),
    ).toBeInTheDocument();
    expect(screen.getByText('0.78 → 0.46')).toBeInTheDocument();
    expect(screen.getByText('now: 1,240 lines added')).toBeInTheDocument();
    expect(screen.getAllByText('then: Elevated risk')).toHaveLength(2);
  });

  it('says so when nothing would', async () => {
    await render({
      getRiskExplanation: async () =>
        sampleExplanation({ counterfactuals: [] }),
    });
    expect(
      await screen.findByText(/Nothing that people can change/),
    ).toBeInTheDocument();
  });

  it('says when another model computed it', async () => {
    await render({
      getRiskExplanation: async () => sampleExplanation({ sameModel: false }),
    });
    expect(
      await screen.findByText(/another one scored this change/),
    ).toBeInTheDocument();
  });

  it('is waited for without holding up the verdict', async () => {
    await render({ getRiskExplanation: () => new Promise(() => {}) });
    expect(await screen.findByText('HOLD in production')).toBeInTheDocument();
    expect(
      screen.getByRole('progressbar', {
        name: 'Loading what would lower the risk',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText(/Size of the change/)).toBeInTheDocument();
  });

  it('has an error of its own, with a retry', async () => {
    const getRiskExplanation = jest
      .fn()
      .mockRejectedValueOnce(new Error('the model is being swapped'))
      .mockResolvedValue(sampleExplanation());
    await render({ getRiskExplanation });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Could not load what would lower the risk.*the model is being swapped/,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Split below 400 lines'),
    ).toBeInTheDocument();
  });
});

describe('similar past changes', () => {
  it('are counted first, and open to a list', async () => {
    await render();
    await userEvent.click(
      await screen.findByRole('button', {
        name: '12 similar, 5 failed, 1 not known yet',
      }),
    );
    const list = screen.getByRole('list', { name: 'Similar past changes' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(12);
    expect(within(list).getAllByText('Failed')).toHaveLength(5);
    expect(
      within(list).getAllByRole('link', { name: /Rework the ledger export/ }),
    ).toHaveLength(2);
    expect(
      within(list).queryByRole('link', { name: /payments-api/ }),
    ).not.toBeInTheDocument();
  });

  it('name their service where it is another', async () => {
    const [first] = sampleExplanation().similar;
    await render({
      getRiskExplanation: async () =>
        sampleExplanation({
          similar: [{ ...first, entityRef: 'component:default/ledger' }],
          similarFailed: 0,
        }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: /1 similar/ }),
    );
    expect(screen.getByRole('link', { name: /ledger$/ })).toBeInTheDocument();
    expect(
      screen.getByText('Too few to conclude from: 0 outcomes are known.'),
    ).toBeInTheDocument();
  });

  it('are said to be none where there are none', async () => {
    await render({
      getRiskExplanation: async () =>
        sampleExplanation({ similar: [], similarFailed: 0 }),
    });
    expect(
      await screen.findByText(/No change of the last year/),
    ).toBeInTheDocument();
  });
});
