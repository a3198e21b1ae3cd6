import {
  failedImport,
  githubSource,
  gitlabSource,
  modelCard,
  runningImport,
} from '../../__testUtils__/sampleFacts';
import { findings } from './findings';
import type { OverviewFacts } from './loadOverview';

const now = new Date('2026-11-20T13:00:00Z');

const calm: OverviewFacts = {
  sources: { value: [{ ...githubSource, dead: 0 }] },
  oldestPending: { value: {} },
  unmapped: { value: 0 },
  imports: { value: [runningImport] },
  model: { value: modelCard },
  alerts: { value: [] },
};

function found(changes: Partial<OverviewFacts>) {
  return findings({ ...calm, ...changes }, now);
}

describe('findings', () => {
  it('finds nothing where nothing needs anybody', () => {
    expect(found({})).toEqual([]);
  });

  it('adds up the dead letters of every source', () => {
    const sources = { value: [githubSource, { ...githubSource, dead: 4 }] };
    expect(found({ sources })).toEqual([
      { kind: 'deadLetters', tone: 'error', to: 'deadLetters', count: 7 },
    ]);
  });

  it.each([
    ['2026-11-20T12:59:00Z', undefined],
    ['2026-11-20T12:58:59Z', 'warning'],
    ['2026-11-20T12:50:00Z', 'warning'],
    ['2026-11-20T12:49:59Z', 'error'],
    ['not a time', undefined],
  ])('calls an event that waits since %s: %s', (receivedAt, tone) => {
    const [finding] = found({ oldestPending: { value: { receivedAt } } });
    expect(finding?.tone).toBe(tone);
  });

  it('names sources that refuse everything', () => {
    expect(found({ sources: { value: [gitlabSource] } })).toEqual([
      { kind: 'sourceWithoutSecret', tone: 'warning', source: 'gitlab' },
    ]);
  });

  it('says when no source is installed', () => {
    expect(found({ sources: { value: [] } })).toEqual([
      { kind: 'noSources', tone: 'warning' },
    ]);
  });

  it.each([
    [{ ...modelCard, runtime: 'typescript' as const }, 'modelFallback'],
    [{ ...modelCard, parity: undefined }, 'modelUnchecked'],
    [
      { ...modelCard, parity: { rows: 256, maxDifference: 0.02 } },
      'modelDisagrees',
    ],
    [
      { ...modelCard, parity: { rows: 256, maxDifference: NaN } },
      'modelDisagrees',
    ],
    [{ ...modelCard, parity: { rows: 256, maxDifference: 1e-5 } }, undefined],
  ])('judges the model (%#): %s', (model, kind) => {
    const [finding] = found({ model: { value: model } });
    expect(finding?.kind).toBe(kind);
  });

  it('passes on what is wrong with how the model scores', () => {
    const alert = { id: 'a', text: 'Scores drift.', since: '2026-11-20' };
    expect(
      found({
        alerts: {
          value: [
            { ...alert, severity: 'watch' },
            { ...alert, id: 'b', severity: 'act', text: 'It fell back.' },
          ],
        },
      }),
    ).toEqual([
      { kind: 'modelAlert', tone: 'error', to: 'model', text: 'It fell back.' },
      {
        kind: 'modelAlert',
        tone: 'warning',
        to: 'model',
        text: 'Scores drift.',
      },
    ]);
  });

  it('names every part that could not be read', () => {
    expect(found({ model: { error: new Error('gone') } })).toEqual([
      { kind: 'unread', tone: 'error', part: 'model', reason: 'gone' },
    ]);
  });

  it('puts what is serious first', () => {
    const tones = found({
      unmapped: { value: 2 },
      imports: { value: [failedImport] },
      sources: { value: [gitlabSource, githubSource] },
    }).map(finding => finding.tone);
    expect(tones).toEqual(['error', 'error', 'warning', 'warning']);
  });
});
