import type { RiskAssessment } from '@showcaller/backstage-plugin-showcaller-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  FakeShowcallerApi,
  sampleAssessment,
  sampleLabel,
} from '../../__testUtils__';
import { renderForEntity } from '../../__testUtils__/renderForEntity';
import { OutcomeSection } from './OutcomeSection';

type Options = Parameters<typeof FakeShowcallerApi.create>[0] & {
  kind?: string;
  assessment?: RiskAssessment;
};

/** The section alone: it is what the verdict ends with. */
function render(options: Options = {}) {
  const {
    kind = 'Component',
    assessment = sampleAssessment(),
    ...answers
  } = options;
  const entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name: 'payments-api', namespace: 'default' },
  };
  return renderForEntity(
    <OutcomeSection assessment={assessment} entity={entity} />,
    {
      kind,
      api: FakeShowcallerApi.create({
        getLabel: async () => sampleLabel(),
        ...answers,
      }),
    },
  );
}

const notCaused = { name: 'Not caused by this deployment' };

async function say(reason: string) {
  await userEvent.click(await screen.findByRole('button', notCaused));
  // The field has the focus.
  await userEvent.paste(reason);
  await userEvent.click(screen.getByRole('button', { name: 'Correct it' }));
}

describe('what became of a deployment', () => {
  it('is said with how it is known', async () => {
    await render();
    expect(await screen.findByText('It failed')).toBeInTheDocument();
    expect(
      screen.getByText('rolled back by deployment 4f2c1 14 min later'),
    ).toBeInTheDocument();
  });

  it('can be corrected in place, with a reason', async () => {
    const correctLabel = jest.fn(async () =>
      sampleLabel({
        outcome: 'clean',
        correction: {
          outcome: 'clean',
          reason: 'the network was down',
          by: 'user:default/jane',
          at: new Date().toISOString(),
        },
      }),
    );
    await render({ correctLabel });
    await say('the network was down');
    expect(correctLabel).toHaveBeenCalledWith('deployment-1', {
      outcome: 'clean',
      reason: 'the network was down',
    });
    expect(
      await screen.findByText(/“the network was down”/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('form')).not.toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'This deployment did fail' }),
    ).toBeInTheDocument();
  });

  it('shows at once what is being saved', async () => {
    await render({ correctLabel: () => new Promise(() => {}) });
    await say('the network was down');
    expect(
      screen.getByText('Saving: Not caused by this deployment'),
    ).toBeInTheDocument();
    expect(screen.queryByText('It failed')).not.toBeInTheDocument();
  });

  it('takes it back and keeps the reason when saving fails', async () => {
    await render({
      correctLabel: async () => {
        throw new Error('the label is being computed');
      },
    });
    await say('the network was down');
    expect(
      await screen.findByText('Not done: the label is being computed'),
    ).toBeInTheDocument();
    expect(screen.getByText('It failed')).toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: /Reason/ })).toHaveValue(
      'the network was down',
    );
  });

  it('is not corrected on the page of another entity', async () => {
    await render({ kind: 'API' });
    expect(await screen.findByText('It failed')).toBeInTheDocument();
    expect(screen.queryByRole('button', notCaused)).not.toBeInTheDocument();
  });

  it('is not asked of a change that no deployment carries', async () => {
    const getLabel = jest.fn();
    await render({
      getLabel,
      assessment: sampleAssessment({
        subject: { kind: 'change', repository: 'shop/payments-api', sha: 'a1' },
      }),
    });
    expect(screen.queryByText('What became of it')).not.toBeInTheDocument();
    expect(getLabel).not.toHaveBeenCalled();
  });

  it('is left out where the backend does not know the deployment', async () => {
    await render({ getLabel: async () => undefined });
    await waitFor(() =>
      expect(screen.queryByText('What became of it')).not.toBeInTheDocument(),
    );
  });
});
