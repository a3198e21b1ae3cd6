import { renderInTestApp } from '@backstage/test-utils';
import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ContributionChart } from './ContributionChart';
import { RiskMeter } from './RiskMeter';
import { RiskSparkline } from './RiskSparkline';
import { RiskTrendChart } from './RiskTrendChart';

const signals: RiskSignal[] = [
  {
    name: 'la',
    value: 1240,
    unit: 'lines',
    group: 'size',
    source: 'push webhook',
    contribution: 0.98,
    effect: 0.21,
    observedAt: new Date().toISOString(),
  },
  {
    name: 'nf',
    unit: 'files',
    group: 'size',
    source: 'push webhook',
    missingReason: 'not told',
  },
];

const trend = [
  {
    assessmentId: 'a',
    occurredAt: '2026-11-01T00:00:00Z',
    probability: 0.2,
    sha: 'aaaaaaaaaa',
    status: 'failed' as const,
  },
  {
    assessmentId: 'b',
    occurredAt: '2026-11-02T00:00:00Z',
    probability: 0.3,
    sha: 'bbbbbbbbbb',
    status: 'succeeded' as const,
  },
];

describe('ContributionChart', () => {
  it('is summed up for screen readers and has a table twin', async () => {
    await renderInTestApp(<ContributionChart signals={signals} />);
    expect(
      screen.getByRole('img', { name: /raises the risk most: 1,240 lines/ }),
    ).toBeInTheDocument();
    const table = screen.getByRole('table', { name: /Effect of each signal/ });
    expect(
      within(table).getByRole('row', { name: /Lines added 1,240 lines \+21/ }),
    ).toBeInTheDocument();
    expect(within(table).queryByText('Files touched')).not.toBeInTheDocument();
  });

  it('tells raw value, source and age to a keyboard user', async () => {
    await renderInTestApp(<ContributionChart signals={signals} />);
    await userEvent.tab();
    expect(
      screen.getByRole('button', { name: '1,240 lines added: +21 points' }),
    ).toHaveFocus();
    expect(await screen.findByRole('tooltip')).toHaveTextContent(
      'Lines added: 1,240 lines. Source: push webhook. Observed: just now',
    );
  });

  it('says so when no signal is known', async () => {
    await renderInTestApp(<ContributionChart signals={[]} />);
    expect(screen.getByText(/No signal is known/)).toBeInTheDocument();
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
  });
});

describe('RiskTrendChart', () => {
  it('is summed up for screen readers and has a table twin', async () => {
    await renderInTestApp(<RiskTrendChart trend={trend} />);
    expect(
      screen.getByRole('img', {
        name: '2 scored, latest risk 0.30; 0 above 0.7, 1 failed.',
      }),
    ).toBeInTheDocument();
    const table = screen.getByRole('table', { name: /Risk over deployments/ });
    expect(within(table).getAllByRole('row')).toHaveLength(3);
    expect(
      within(table).getByRole('row', { name: /0\.20 failed/ }),
    ).toBeInTheDocument();
  });
});

describe('RiskMeter', () => {
  it('says the number, its band and its interval', async () => {
    await renderInTestApp(
      <RiskMeter probability={0.78} interval={{ low: 0.69, high: 0.85 }} />,
    );
    expect(
      screen.getByRole('img', {
        name: 'High risk: 0.78, probably 0.69–0.85, on a scale of 0 to 1',
      }),
    ).toBeInTheDocument();
  });

  it('shows no number for an unknown risk', async () => {
    await renderInTestApp(<RiskMeter />);
    expect(
      screen.getByRole('img', { name: 'Risk unknown' }),
    ).toBeInTheDocument();
    expect(screen.queryByText(/0\.00/)).not.toBeInTheDocument();
  });
});

describe('RiskSparkline', () => {
  it('is summed up for screen readers', async () => {
    await renderInTestApp(<RiskSparkline trend={trend} />);
    expect(
      screen.getByRole('img', { name: /2 scored, latest risk 0.30/ }),
    ).toBeInTheDocument();
  });
});
