import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sampleAssessment } from '../../__testUtils__';
import { FakeShowcallerApi } from '../../__testUtils__/FakeShowcallerApi';
import { renderForEntity } from '../../__testUtils__/renderForEntity';
import { MissingSignals } from './MissingSignals';

function render(
  changes: Partial<Parameters<typeof sampleAssessment>[0]> = {},
  connected = false,
) {
  return renderForEntity(
    <MissingSignals
      assessment={sampleAssessment(changes)}
      connected={connected}
    />,
    { kind: 'Component', api: FakeShowcallerApi.create() },
  );
}

describe('what is not known', () => {
  it('is listed with its reason, people as a group only', async () => {
    await render();
    expect(screen.getByText('Experience of the team')).toBeInTheDocument();
    expect(
      screen.queryByText(/Recent experience in this repository/),
    ).not.toBeInTheDocument();
    expect(
      screen.getByText(/no benchmark of this revision was uploaded/),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/no objective is set for this service/),
    ).toBeInTheDocument();
  });

  it('comes with the lines that fill it, to copy', async () => {
    await render();
    await userEvent.click(
      screen.getByRole('button', { name: 'Upload benchmarks' }),
    );
    expect(
      await screen.findByText(/evidence\/benchmark\?repository=shop/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Copy these lines' }),
    ).toBeInTheDocument();
  });

  it('does not ask for an annotation that is there', async () => {
    await render({}, true);
    await userEvent.click(
      screen.getByRole('button', { name: 'Connect the git repository' }),
    );
    expect(
      screen.getByText(/says already where its repository is/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Copy these lines' }),
    ).not.toBeInTheDocument();
  });

  it('says so when everything is known', async () => {
    await render({ signals: [] });
    expect(
      screen.getByText('Every signal of the model is known.'),
    ).toBeInTheDocument();
  });
});
