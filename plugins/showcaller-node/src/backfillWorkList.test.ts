import { createBackfillItems, readWorkList } from './backfillWorkList';

type Task = { list: number } | { detail: string };

/** Lists of two pages; each entry wants a task of its own. */
const run = async (task: Task) =>
  'list' in task
    ? {
        items: [],
        then: [
          { detail: `${task.list}a` },
          { detail: `${task.list}b` },
          ...(task.list < 2 ? [{ list: task.list + 1 }] : []),
        ],
        stage: `list ${task.list}`,
      }
    : {
        items: await createBackfillItems({
          eventType: 'detail',
          documents: [{ ...task }],
        }),
        stage: task.detail,
        waitUntil: '2026-11-25T12:00:00Z',
      };

describe('readWorkList', () => {
  it('does the tasks depth first, one for each page, and ends', async () => {
    const stages: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await readWorkList<Task>({
        cursor,
        first: [{ list: 1 }],
        run,
      });
      stages.push(page.stage);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(stages).toEqual(['list 1', '1a', '1b', 'list 2', '2a', '2b']);
  });

  it('repeats a task whose page was not stored', async () => {
    const cursor = JSON.stringify([{ detail: 'x' }, { detail: 'y' }]);
    const once = await readWorkList<Task>({ cursor, first: [], run });
    expect(await readWorkList<Task>({ cursor, first: [], run })).toEqual(once);
    expect(once.nextCursor).toBe(JSON.stringify([{ detail: 'y' }]));
    expect(once.waitUntil).toBe('2026-11-25T12:00:00Z');
  });

  it('has nothing to wait for after the last task', async () => {
    const page = await readWorkList<Task>({
      cursor: JSON.stringify([{ detail: 'x' }]),
      first: [],
      run,
    });
    expect(page).not.toHaveProperty('nextCursor');
    expect(page).not.toHaveProperty('waitUntil');
  });

  it('refuses a cursor that it did not write', async () => {
    await expect(
      readWorkList<Task>({ cursor: '{', first: [], run }),
    ).rejects.toThrow(SyntaxError);
  });
});

describe('createBackfillItems', () => {
  it('gives the same content the same delivery id, and other content another', async () => {
    const items = await createBackfillItems({
      eventType: 'run',
      documents: ['success', 'success', 'failure'].map(conclusion => ({
        conclusion,
      })),
    });
    expect(items[1]).toEqual(items[0]);
    expect(items[2].deliveryId).not.toBe(items[0].deliveryId);
    expect(items[0].deliveryId.length).toBeLessThan(256);
    expect(JSON.parse(items[0].body.toString())).toEqual({
      conclusion: 'success',
    });
  });

  it('holds nothing else up for long', async () => {
    const document = { text: 'x'.repeat(250_000) };
    let turns = 0;
    let running = true;
    const others = (function turn(): Promise<void> {
      turns++;
      return new Promise(resolve =>
        setImmediate(() => resolve(running ? turn() : undefined)),
      );
    })();
    await createBackfillItems({
      eventType: 'run',
      documents: Array(20).fill(document),
    });
    running = false;
    await others;
    expect(turns).toBeGreaterThanOrEqual(20);
  });
});
