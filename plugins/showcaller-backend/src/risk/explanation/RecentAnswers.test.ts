import { RecentAnswers } from './RecentAnswers';

describe('RecentAnswers', () => {
  function setUp() {
    const clock = { ms: 0 };
    const asked: string[] = [];
    const answers = RecentAnswers.create<string>({
      size: 2,
      keepMs: 1000,
      now: () => new Date(clock.ms),
    });
    const ask = (question: string, keep?: (answer: string) => boolean) =>
      answers.get(
        question,
        async () => {
          asked.push(question);
          return `answer to ${question}`;
        },
        keep,
      );
    return { clock, asked, answers, ask };
  }

  it('asks once while the answer is fresh, also for those who ask at the same time', async () => {
    const { asked, ask, clock } = setUp();
    await Promise.all([ask('a'), ask('a')]);
    clock.ms = 999;
    await expect(ask('a')).resolves.toBe('answer to a');
    expect(asked).toEqual(['a']);
    clock.ms = 2000;
    await ask('a');
    expect(asked).toEqual(['a', 'a']);
  });

  it('forgets what was asked longest ago', async () => {
    const { asked, ask } = setUp();
    for (const question of ['a', 'b', 'a', 'c', 'a', 'b']) {
      await ask(question);
    }
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });

  it('keeps neither a failure nor an answer that is not to be kept', async () => {
    const { asked, ask, answers } = setUp();
    await ask('a', () => false);
    await ask('a');
    expect(asked).toEqual(['a', 'a']);
    await expect(
      answers.get('b', async () => {
        throw new Error('not now');
      }),
    ).rejects.toThrow('not now');
    await expect(ask('b')).resolves.toBe('answer to b');
  });
});
