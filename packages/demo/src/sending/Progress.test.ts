import { Progress } from './Progress';

describe('Progress', () => {
  it('writes a line of its own every five seconds where there is no terminal', () => {
    const written: string[] = [];
    let now = 0;
    const progress = Progress.create({
      out: { write: text => written.push(text) },
      label: 'telling',
      total: 2000,
      now: () => now,
    });
    for (let i = 1; i <= 1000; i++) {
      now = i * 10;
      progress.advance();
    }
    expect(written).toEqual([
      'telling 500 of 2,000, 100 per second, about 15 s left\n',
      'telling 1,000 of 2,000, 100 per second, about 10 s left\n',
    ]);
  });

  it('rewrites one line in a terminal, with the reason when it does not go on', () => {
    const written: string[] = [];
    let now = 0;
    const progress = Progress.create({
      out: { isTTY: true, write: text => written.push(text) },
      label: 'telling',
      total: 2,
      now: () => now,
    });
    now = 300;
    progress.advance('the backend answers 503');
    now = 500;
    progress.advance();
    progress.finish();
    expect(written[0]).toBe(
      '\r\x1b[Ktelling 1 of 2, 3 per second, about 1 s left, the backend answers 503',
    );
    expect(written.join('').match(/\n/g)).toHaveLength(1);
  });
});
