import { NotAllowedError } from '@backstage/errors';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  FakeShowcallerApi,
  pageOf,
  sampleDeployments,
  sampleEntityRisk,
} from '../__testUtils__';
import { renderForEntity } from '../__testUtils__/renderForEntity';
import { EntityRiskContent } from './EntityRiskContent';

function render(
  options: {
    kind?: string;
    search?: string;
    annotations?: Record<string, string>;
  } & Parameters<typeof FakeShowcallerApi.create>[0] = {},
) {
  const { kind = 'Component', search, annotations, ...answers } = options;
  return renderForEntity(<EntityRiskContent />, {
    kind,
    search,
    annotations,
    api: FakeShowcallerApi.create(answers),
  });
}

describe('the Risk tab of a component', () => {
  it('answers first, then says why and what to do', async () => {
    await render();
    const verdict = await screen.findByRole('heading', {
      name: 'HOLD in production',
    });
    const steps = screen.getByText(/Ask group payments for approval/);
    const evidence = screen.getByText('What makes it risky');
    expect(screen.getByText(/Risk 0\.78 \(0\.69–0\.85\)/)).toBeInTheDocument();
    expect(screen.getByText('block_high_risk_production')).toBeInTheDocument();
    expect(
      verdict.compareDocumentPosition(steps) & Node.DOCUMENT_POSITION_FOLLOWING,
    ).toBeTruthy();
    expect(
      steps.compareDocumentPosition(evidence) &
        Node.DOCUMENT_POSITION_FOLLOWING,
    ).toBeTruthy();
  });

  it('says how sure it is', async () => {
    await render();
    expect(
      await screen.findByText(
        /Fairly sure: changes that looked like this one allow 0\.69–0\.85, from elevated to high risk\. 5 of 37 signals are not known/,
      ),
    ).toBeInTheDocument();
  });

  it('explains the score by groups that open to their signals', async () => {
    await render();
    const size = await screen.findByRole('button', {
      name: /Size of the change/,
    });
    expect(screen.queryByText('2 top-level folders touched')).toBeNull();
    await userEvent.click(size);
    expect(screen.getByText('2 top-level folders touched')).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: /Experience of the team/ }),
    ).not.toBeInTheDocument();
  });

  it('links to the deployment and the riskiest commit', async () => {
    await render();
    expect(
      await screen.findByRole('link', { name: /Deployment to production/ }),
    ).toHaveAttribute(
      'href',
      'https://github.com/shop/payments-api/actions/runs/812',
    );
    expect(
      screen.getByRole('link', { name: /ab12cd3 Rework the ledger export/ }),
    ).toBeInTheDocument();
  });

  it('shows trend, deployments, runs and the model', async () => {
    await render();
    expect(
      await screen.findByRole('img', { name: /36 scored, latest risk/ }),
    ).toBeInTheDocument();
    const deployments = await screen.findByRole('table', {
      name: 'Recent deployments',
    });
    expect(within(deployments).getAllByRole('row')).toHaveLength(11);
    expect(within(deployments).getAllByText('Failed').length).toBeGreaterThan(
      0,
    );
    expect(within(deployments).getByText('Risk unknown')).toBeInTheDocument();
    expect(
      await screen.findByRole('table', { name: 'Recent pipeline runs' }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Scored by model risk-local 7 on onnxruntime/),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Copy model hash' }),
    ).toBeInTheDocument();
  });

  it('asks the server for the page in the address, and for the next one', async () => {
    const getDeployments = jest.fn(async (_: string, page?: object) =>
      pageOf(sampleDeployments(), page),
    );
    await render({ getDeployments, search: '?deployments=2' });
    expect(await screen.findByText('11-20 of 36')).toBeInTheDocument();
    expect(getDeployments).toHaveBeenCalledWith(
      'component:default/payments-api',
      { limit: 10, offset: 10 },
    );
    await userEvent.click(
      screen.getAllByRole('button', { name: /next page/i })[0],
    );
    expect(await screen.findByText('21-30 of 36')).toBeInTheDocument();
  });

  it('keeps the verdict when only a table fails', async () => {
    await render({
      getDeployments: async () => {
        throw new Error('the table is broken');
      },
    });
    expect(
      await screen.findByText('Could not load the deployments'),
    ).toBeInTheDocument();
    expect(screen.getByText('HOLD in production')).toBeInTheDocument();
  });

  it('shows a skeleton while it loads', async () => {
    await render({ getEntityRisk: () => new Promise(() => {}) });
    expect(
      screen.getByRole('progressbar', {
        name: 'Loading the risk of payments-api',
      }),
    ).toBeInTheDocument();
  });

  it('says what failed and recovers on retry', async () => {
    const getEntityRisk = jest
      .fn()
      .mockRejectedValueOnce(new Error('no answer'))
      .mockResolvedValue(sampleEntityRisk());
    await render({ getEntityRisk });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /Could not load the risk of payments-api.*no answer/,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('HOLD in production')).toBeInTheDocument();
  });

  it('says who can grant what is missing', async () => {
    await render({
      getEntityRisk: async () => {
        throw new NotAllowedError('not for you');
      },
    });
    expect(
      await screen.findByText(/It needs the permission showcaller\.read/),
    ).toBeInTheDocument();
    expect(screen.getByText(/the platform team/)).toBeInTheDocument();
  });

  it.each([
    [
      'missing-annotation' as const,
      /github\.com\/project-slug: owner\/payments-api/,
    ],
    ['nothing-received' as const, /Point the repository’s webhook/],
    ['not-scored-yet' as const, /Events arrived and are being worked on/],
    [
      'nothing-deployed' as const,
      /showcaller\.io\/git-repository: owner\/payments-api\.git/,
    ],
  ])('explains why it is empty: %s', async (emptyReason, text) => {
    await render({
      getEntityRisk: async entityRef => ({
        entityRef,
        emptyReason,
        asOf: new Date().toISOString(),
      }),
    });
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('shows what arrived where nothing was deployed, and does not ask to connect a repository again', async () => {
    await render({
      annotations: { 'showcaller.io/git-repository': 'shop/payments-api.git' },
      getEntityRisk: async entityRef => ({
        entityRef,
        emptyReason: 'nothing-deployed',
        asOf: new Date().toISOString(),
      }),
    });
    expect(
      await screen.findByText(/once the history of their git repository/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Copy the annotation' }),
    ).not.toBeInTheDocument();
    expect(
      await screen.findByRole('table', { name: 'Recent pipeline runs' }),
    ).toBeInTheDocument();
  });
});

describe('the Risk tab of another kind', () => {
  const via = ['component:default/payments-api'];
  const empty = async (entityRef: string) => ({
    entityRef,
    emptyReason: 'no-related-components' as const,
    asOf: new Date().toISOString(),
  });

  it('shows the provider of an API', async () => {
    const getDeployments = jest.fn(async () => pageOf(sampleDeployments()));
    await render({
      kind: 'API',
      getEntityRisk: async () => sampleEntityRisk({ via }),
      getDeployments,
    });
    expect(
      await screen.findByText(/what provides this API/),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: /payments-api/ })).toHaveAttribute(
      'href',
      '/catalog/default/component/payments-api',
    );
    expect(screen.getByText('HOLD in production')).toBeInTheDocument();
    expect(getDeployments).toHaveBeenCalledWith(
      'component:default/payments-api',
      expect.anything(),
    );
  });

  it('shows everything that depends on a resource', async () => {
    await render({
      kind: 'Resource',
      getEntityRisk: async () => sampleEntityRisk({ via }),
    });
    expect(
      await screen.findByText(/what depends on this resource/),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('table', { name: 'Riskiest first' }),
    ).toBeInTheDocument();
  });

  it.each([
    ['API', /No component in the catalog provides this API/],
    ['Resource', /No component in the catalog depends on this resource/],
  ])('says what the catalog lacks for an empty %s', async (kind, text) => {
    await render({ kind, getEntityRisk: empty });
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it.each(['System', 'Domain', 'Group'])(
    'rolls up a %s, worst first, with a link to each Risk tab',
    async kind => {
      await render({ kind });
      expect(
        await screen.findByRole('heading', {
          name: '1 of 4 services on hold or waiting for an approval',
        }),
      ).toBeInTheDocument();
      const links = within(
        screen.getByRole('table', { name: 'Riskiest first' }),
      ).getAllByRole('link');
      expect(links.map(link => link.getAttribute('href'))).toEqual([
        '/catalog/default/component/payments-api/risk',
        '/catalog/default/component/ledger/risk',
        '/catalog/default/component/payments-worker/risk',
        '/catalog/default/component/fraud-rules/risk',
      ]);
    },
  );

  it('says so when nothing belongs to a system', async () => {
    await render({ kind: 'System', getRiskRollup: async () => [] });
    expect(
      await screen.findByText(/knows no component that belongs here/),
    ).toBeInTheDocument();
  });
});
