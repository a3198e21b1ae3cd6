import { renderInTestApp } from '@backstage/test-utils';
import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { IntervalStrip } from './bars/IntervalStrip';
import { ContributionChart } from './contributions/ContributionChart';
import { CurveChart } from './curves/CurveChart';
import { ReliabilityChart } from './reliability/ReliabilityChart';
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
  const team: RiskSignal = {
    name: 'exp',
    value: 540,
    unit: 'file touches',
    group: 'team',
    source: 'git history',
    contribution: -0.2,
    effect: -0.04,
  };

  it('is summed up for screen readers and is a table', async () => {
    await renderInTestApp(<ContributionChart signals={[...signals, team]} />);
    expect(
      screen.getByRole('figure', { name: /raises the risk most: 1,240 lines/ }),
    ).toBeInTheDocument();
    const table = screen.getByRole('table', { name: /Effect of each signal/ });
    expect(
      within(table).getByRole('row', {
        name: /Size of the change 1,240 lines added · 1 not known \+21 points/,
      }),
    ).toBeInTheDocument();
  });

  it('opens a group to its signals with raw value, source and age, by keyboard', async () => {
    await renderInTestApp(<ContributionChart signals={signals} />);
    await userEvent.tab();
    const toggle = screen.getByRole('button', { name: /Size of the change/ });
    expect(toggle).toHaveFocus();
    expect(toggle).toHaveAttribute('aria-expanded', 'false');
    await userEvent.keyboard('{Enter}');
    expect(toggle).toHaveAttribute('aria-expanded', 'true');
    expect(
      screen.getByText('1,240 lines · push webhook · just now'),
    ).toBeInTheDocument();
  });

  it('names what has next to no effect, and shows it to those who ask', async () => {
    const still = { ...team, group: 'timing', name: 'hour', value: 9 };
    await renderInTestApp(
      <ContributionChart
        signals={[...signals, { ...still, contribution: 0, effect: 0 }]}
      />,
    );
    expect(
      screen.getByText('Known, with little or no effect here: Timing.'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show them too' }),
    );
    expect(screen.getByText('deployed at 09:00')).toBeInTheDocument();
  });

  it('does not open what is about people', async () => {
    await renderInTestApp(<ContributionChart signals={[team]} />);
    expect(screen.getByText(/Experience of the team/)).toBeInTheDocument();
    expect(screen.getByText(/never for a person/)).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    expect(screen.queryByText(/540/)).not.toBeInTheDocument();
  });

  it('says so when no signal is known', async () => {
    await renderInTestApp(<ContributionChart signals={[]} />);
    expect(screen.getByText(/No signal is known/)).toBeInTheDocument();
    expect(screen.queryByRole('table')).not.toBeInTheDocument();
  });
});

describe('CurveChart', () => {
  it('has a table twin with every curve at every tenth', async () => {
    await renderInTestApp(
      <CurveChart
        summary="ROC: 0.81 against 0.72"
        curves={[
          {
            name: 'This model',
            points: [
              { x: 0, y: 0 },
              { x: 0.1, y: 0.5 },
              { x: 1, y: 1 },
            ],
          },
          { name: 'Lines added', points: [] },
        ]}
        xLabel="clean ones flagged"
        yLabel="failures found"
        guess={{ kind: 'diagonal', label: 'guessing' }}
      />,
    );
    expect(
      screen.getByRole('img', { name: 'ROC: 0.81 against 0.72' }),
    ).toBeInTheDocument();
    const table = screen.getByRole('table');
    expect(within(table).getAllByRole('row')).toHaveLength(12);
    expect(
      within(table).getByRole('row', { name: '10 % 50 % –' }),
    ).toBeInTheDocument();
  });
});

describe('ReliabilityChart', () => {
  it('says how well predictions hold, and has a table twin', async () => {
    await renderInTestApp(
      <ReliabilityChart
        bins={[
          { predicted: 0.1, observed: 0.12, low: 0.08, high: 0.17, rows: 214 },
        ]}
      />,
    );
    expect(
      screen.getByRole('img', { name: /in 1 of 1 bins/ }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('row', { name: '10 % 12 % (8–17 %) 214' }),
    ).toBeInTheDocument();
  });
});

describe('IntervalStrip', () => {
  it('is one sentence for screen readers', async () => {
    await renderInTestApp(
      <IntervalStrip
        summary="0.012, between −0.003 and 0.027"
        value={0.012}
        low={-0.003}
        high={0.027}
        ends={{ below: 'champion better', above: 'challenger better' }}
      />,
    );
    expect(
      screen.getByRole('img', { name: '0.012, between −0.003 and 0.027' }),
    ).toBeInTheDocument();
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
