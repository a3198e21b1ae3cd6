import { screen } from '@testing-library/react';
import { FakeShowcallerApi } from '../__testUtils__';
import { renderForEntity } from '../__testUtils__/renderForEntity';
import { EntityRiskCard } from './EntityRiskCard';

type Answers = Parameters<typeof FakeShowcallerApi.create>[0];

function render(kind: string, answers: Answers = {}) {
  return renderForEntity(<EntityRiskCard />, {
    kind,
    api: FakeShowcallerApi.create(answers),
  });
}

describe('the Risk card', () => {
  it('shows number, band, decision and trend, and leads to the tab', async () => {
    await render('Component');
    expect(await screen.findByText('0.78', { selector: 'p' })).toBeVisible();
    expect(
      screen.getByText('High risk', { selector: 'span' }),
    ).toBeInTheDocument();
    expect(screen.getByText('HOLD in production')).toBeInTheDocument();
    expect(
      await screen.findByRole('img', { name: /36 scored/ }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /Why, and what to do/ }),
    ).toHaveAttribute('href', '/catalog/default/component/payments-api/risk');
  });

  it('sums up a system', async () => {
    await render('System');
    expect(
      await screen.findByText(
        '1 of 4 services on hold or waiting for an approval',
      ),
    ).toBeInTheDocument();
  });

  it('names the annotation to add', async () => {
    await render('Component', {
      getEntityRisk: async entityRef => ({
        entityRef,
        emptyReason: 'missing-annotation',
        asOf: new Date().toISOString(),
      }),
    });
    expect(
      await screen.findByText(/github\.com\/project-slug/),
    ).toBeInTheDocument();
  });
});
