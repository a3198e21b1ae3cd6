import { parseCalibrator } from './parseCalibrator';

describe('parseCalibrator', () => {
  it.each([
    { kind: 'none' },
    { kind: 'platt', slope: 0.8, intercept: -1 },
    { kind: 'beta', a: 1, b: 0, c: 0.5 },
    { kind: 'isotonic', margins: [-1, 1], probabilities: [0.2, 0.2] },
  ])('reads what was stored: %j', calibrator => {
    expect(parseCalibrator(JSON.parse(JSON.stringify(calibrator)))).toEqual(
      calibrator,
    );
  });

  it.each([
    [undefined, 'must be an object'],
    [null, 'must be an object'],
    [{}, 'must be one of none, platt, beta, isotonic'],
    [{ kind: 'toString' }, 'must be one of'],
    [{ kind: 'platt', slope: 1 }, 'intercept must be a finite number'],
    [{ kind: 'platt', slope: -1, intercept: 0 }, 'slope is -1: below 0'],
    [{ kind: 'beta', a: 1, b: '1', c: 0 }, 'b must be a finite number'],
    [{ kind: 'isotonic', margins: [] }, 'margins must be a list'],
    [
      { kind: 'isotonic', margins: [1], probabilities: [0.1, 0.2] },
      '1 margins but 2 probabilities',
    ],
    [
      { kind: 'isotonic', margins: [1], probabilities: [1] },
      'Probability 0 of the calibrator is 1',
    ],
    [
      { kind: 'isotonic', margins: [1, 2], probabilities: [0.3, 0.2] },
      'falls at point 1',
    ],
    [
      { kind: 'isotonic', margins: [1, null], probabilities: [0.3, 0.4] },
      'margins must be finite numbers',
    ],
  ])('refuses %j', (stored, message) => {
    expect(() => parseCalibrator(stored)).toThrow(message);
  });
});
