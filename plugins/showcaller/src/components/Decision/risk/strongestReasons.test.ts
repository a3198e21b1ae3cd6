import { decisionNow, sampleAssessment } from '../../../__testUtils__/gate';
import { missingByReason, strongestReasons } from './strongestReasons';

const { signals } = sampleAssessment({}, decisionNow);

describe('the reasons of a risk', () => {
  it('are sorted by how much they move it, in either direction', () => {
    expect(strongestReasons(signals).map(signal => signal.name)).toEqual([
      'la',
      'flaky',
      'nf',
      'exp',
    ]);
  });

  it('leave what is not known to its own list, each cause once', () => {
    const again = { ...signals[4], name: 'perfp95' };
    expect(missingByReason([...signals, again])).toEqual([
      {
        reason: 'no benchmark of this revision was uploaded',
        names: [signals[4], again],
      },
    ]);
  });
});
