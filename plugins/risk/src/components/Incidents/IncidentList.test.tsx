import { screen } from '@testing-library/react';
import { FakeShowcallerApi, pageOf } from '../../__testUtils__';
import { renderForEntity } from '../../__testUtils__/renderForEntity';
import { EntityRiskContent } from '../EntityRiskContent';

function render(answers: Parameters<typeof FakeShowcallerApi.create>[0] = {}) {
  return renderForEntity(<EntityRiskContent />, {
    kind: 'Component',
    api: FakeShowcallerApi.create(answers),
  });
}

describe('the incidents of a service', () => {
  it('are listed, newest first, with what the shown deployment caused', async () => {
    await render();
    expect(
      await screen.findByText('3 incidents, 1 of them open'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: /Captures time out/ }),
    ).toHaveAttribute('href', 'https://incidents.example/INC-2041');
    expect(screen.getByText('Resolved after 42 min')).toBeInTheDocument();
    expect(screen.getAllByText('caused by this deployment')).toHaveLength(1);
    expect(screen.getByText('INC-1990')).toBeInTheDocument();
  });

  it('take no room where there are none', async () => {
    await render({ getIncidents: async () => pageOf([]) });
    expect(await screen.findByText('HOLD in production')).toBeInTheDocument();
    expect(
      await screen.findByText('Split below 400 lines'),
    ).toBeInTheDocument();
    expect(
      screen.queryByText('Incidents of this service'),
    ).not.toBeInTheDocument();
  });

  it('say when they could not be read', async () => {
    await render({
      getIncidents: async () => {
        throw new Error('the table is locked');
      },
    });
    expect(
      await screen.findByText('Could not load the incidents'),
    ).toBeInTheDocument();
  });
});
