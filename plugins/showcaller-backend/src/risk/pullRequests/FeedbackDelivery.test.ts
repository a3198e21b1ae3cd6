import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  VendorError,
  type PullRequestFeedback,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { HEAD } from './__testUtils__/assessment';
import { FakePlace, outage, refusal } from './__testUtils__/FakePlace';
import { DatabaseFeedbackOutbox } from './DatabaseFeedbackOutbox';
import { FeedbackDelivery } from './FeedbackDelivery';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const START = Date.parse('2026-11-25T12:00:00Z');
const KEY = { repository: 'shop/payments', number: 5, publisher: 'place' };

const feedback = (
  hash: string,
  more: Partial<PullRequestFeedback> = {},
): PullRequestFeedback => ({
  repository: 'shop/payments',
  number: 5,
  headSha: HEAD,
  title: `Risk ${hash}`,
  summary: 'It is large.',
  band: 'low',
  contentHash: hash.repeat(64),
  ...more,
});

describe.each(databases.eachSupportedId())('FeedbackDelivery on %s', id => {
  let knex: Knex;
  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });
  afterEach(() => knex('pull_request_feedback').delete());

  function create(place = new FakePlace()) {
    const clock = { seconds: 0 };
    const now = () => new Date(START + clock.seconds * 1000);
    const outbox = DatabaseFeedbackOutbox.create({ knex, now });
    const delivery = FeedbackDelivery.create({
      outbox,
      publishers: [place],
      logger: mockServices.logger.mock(),
      now,
      random: () => 0.5,
    });
    const stopping = new AbortController();
    return {
      place,
      clock,
      outbox,
      delivery,
      stopping,
      put: (content: PullRequestFeedback) =>
        outbox.put({
          publisher: 'place',
          entityRefs: ['component:default/payments'],
          feedback: content,
        }),
      claimOne: async () => (await outbox.claim(1))[0],
      /** Delivers what is due; answers how much that was. */
      async deliverDue(): Promise<number> {
        for (let count = 0; ; count++) {
          const [claim] = await outbox.claim(1);
          if (!claim) {
            return count;
          }
          await delivery.work(claim, stopping.signal);
        }
      },
      row: async () => (await outbox.list({ limit: 9, offset: 0 })).items[0],
    };
  }

  it('plans, keeps the plan, sends it and looks whether it is there', async () => {
    const { place, put, deliverDue, row } = create();
    await put(feedback('1'));
    expect(await row()).toMatchObject({ status: 'pending', requests: [] });
    expect(await deliverDue()).toBe(1);
    expect(place.writes).toEqual([`POST 5 ${'1'.repeat(64)}`]);
    expect(await row()).toEqual({
      ...KEY,
      entityRefs: ['component:default/payments'],
      headSha: HEAD,
      title: 'Risk 1',
      status: 'published',
      attempts: 0,
      reason: 'a note, for want of a letter',
      url: 'https://place.example.com/notes/5',
      requests: [
        {
          method: 'POST',
          url: 'https://place.example.com/notes/5',
          body: { hash: '1'.repeat(64), title: 'Risk 1' },
        },
      ],
      updatedAt: '2026-11-25T12:00:00.000Z',
    });
  });

  it('changes what is there, and sends nothing when it says the same', async () => {
    const { place, put, deliverDue } = create();
    for (const hash of ['1', '1', '2', '2', '1']) {
      await put(feedback(hash));
      await deliverDue();
    }
    expect(place.writes.map(write => write.slice(0, 8))).toEqual([
      'POST 5 1',
      'PATCH 5 ',
      'PATCH 5 ',
    ]);
    expect(place.titles).toEqual(['Risk 1', 'Risk 2', 'Risk 1']);
  });

  it('sends of several contents that wait the newest only', async () => {
    const { place, put, deliverDue } = create();
    for (const hash of ['1', '2', '3']) {
      await put(feedback(hash));
    }
    await deliverDue();
    expect(place.titles).toEqual(['Risk 3']);
  });

  it('delivers what came while another content was being sent after it, by one replica at a time', async () => {
    const { place, put, deliverDue, claimOne, delivery, stopping, row } =
      create();
    await put(feedback('1'));
    place.faults.push({
      step: 'apply',
      before: async () => {
        await put(feedback('2'));
        // The other replica finds nothing that it might send now.
        expect(await claimOne()).toBeUndefined();
      },
    });
    await delivery.work(await claimOne(), stopping.signal);
    expect(await row()).toMatchObject({ title: 'Risk 2', status: 'pending' });
    await deliverDue();
    expect(place.titles).toEqual(['Risk 1', 'Risk 2']);
    expect(await row()).toMatchObject({ status: 'published' });
  });

  it('repeats nothing after a crash between sending and noting it', async () => {
    const { place, put, clock, claimOne, delivery, stopping, deliverDue, row } =
      create();
    await put(feedback('1'));
    const claim = await claimOne();
    place.faults.push({
      step: 'apply',
      after: async () => {
        throw new Error('killed');
      },
    });
    // As if the process was gone: nothing of its failure is noted either.
    await delivery.work({ ...claim }, stopping.signal);
    await knex('pull_request_feedback').update({
      status: 'pending',
      attempts: 0,
      not_before: '2026-11-25T12:00:00.000Z',
    });
    clock.seconds += 121;
    expect(await deliverDue()).toBe(1);
    expect(place.writes).toHaveLength(1);
    expect(await row()).toMatchObject({ status: 'published' });
  });

  it('sends nothing once its lease is over', async () => {
    const { place, put, clock, claimOne, delivery, stopping, deliverDue } =
      create();
    await put(feedback('1'));
    const slow = await claimOne();
    place.faults.push({
      step: 'plan',
      after: async () => {
        clock.seconds += 121;
        await deliverDue();
      },
    });
    await delivery.work(slow, stopping.signal);
    expect(place.writes).toHaveLength(1);
  });

  it('writes anew what somebody deleted, with the next content', async () => {
    const { place, put, deliverDue } = create();
    await put(feedback('1'));
    await deliverDue();
    place.notes.clear();
    await put(feedback('2'));
    await deliverDue();
    expect(place.writes.map(write => write.split(' ')[0])).toEqual([
      'POST',
      'POST',
    ]);
  });

  it('tries an outage again later and later, and gives up with the reason', async () => {
    const { place, put, clock, deliverDue, row, outbox } = create();
    for (let n = 0; n < 8; n++) {
      place.faults.push({ step: 'apply', error: outage() });
    }
    await put(feedback('1'));
    let tries = 0;
    while ((await row()).status === 'pending') {
      tries += await deliverDue();
      clock.seconds += 1;
    }
    expect(tries).toBe(8);
    expect(clock.seconds).toBeGreaterThan(180);
    expect(await row()).toMatchObject({
      status: 'dead',
      attempts: 8,
      reason: 'Place: POST /notes answered 502',
    });
    expect(await deliverDue()).toBe(0);

    expect(await outbox.requeue(KEY)).toBe(true);
    expect(await outbox.requeue(KEY)).toBe(false);
    await deliverDue();
    expect(await row()).toMatchObject({ status: 'published', attempts: 0 });
  });

  it('gives up a refusal after three tries; the next content is tried again', async () => {
    const { place, put, clock, deliverDue, row } = create();
    for (let n = 0; n < 3; n++) {
      place.faults.push({ step: 'plan', error: refusal() });
    }
    await put(feedback('1'));
    for (let n = 0; n < 3; n++) {
      await deliverDue();
      clock.seconds += 3600;
    }
    expect(await row()).toMatchObject({
      status: 'dead',
      reason: 'Place: POST /notes answered 403. No permission',
    });
    await put(feedback('2'));
    expect(await deliverDue()).toBe(1);
    expect(await row()).toMatchObject({ status: 'published' });
    expect((await row()).reason).toBe('a note, for want of a letter');
  });

  it('waits as long as a rate limit says, with everything of that place', async () => {
    const { place, put, clock, deliverDue, row } = create();
    place.faults.push({
      step: 'apply',
      error: new VendorError('Place: too fast', {
        kind: 'rate-limited',
        retryAt: new Date('2026-11-25T12:05:00Z'),
      }),
    });
    await put(feedback('1'));
    await put(feedback('1', { number: 6 }));
    await deliverDue();
    expect(place.writes).toEqual([]);
    clock.seconds += 299;
    expect(await deliverDue()).toBe(0);
    clock.seconds += 1;
    await deliverDue();
    expect(place.writes).toHaveLength(2);
    expect(await row()).toMatchObject({ status: 'published' });
  });

  it('does not believe that it worked when something else is shown', async () => {
    const { place, put, clock, deliverDue, row } = create();
    place.faults.push({
      step: 'apply',
      after: async () => void place.notes.clear(),
    });
    await put(feedback('1'));
    await deliverDue();
    expect(await row()).toMatchObject({
      status: 'pending',
      reason: 'What was sent to shop/payments#5 is not there',
    });
    clock.seconds += 60;
    await deliverDue();
    expect(await row()).toMatchObject({ status: 'published' });
  });

  it('tells a pull request that is over nothing more', async () => {
    const { place, put, outbox, deliverDue, row } = create();
    await put(feedback('1'));
    await outbox.close(KEY);
    expect(await deliverDue()).toBe(0);
    expect(place.writes).toEqual([]);
    expect(await row()).toMatchObject({ status: 'closed' });
  });

  it('leaves what it was at to the next start when the backend shuts down', async () => {
    const { place, put, claimOne, delivery, stopping, row } = create();
    await put(feedback('1'));
    place.faults.push({
      step: 'plan',
      before: async () => {
        stopping.abort(new Error('The backend shuts down'));
        stopping.signal.throwIfAborted();
      },
    });
    await delivery.work(await claimOne(), stopping.signal);
    expect(await row()).toMatchObject({ status: 'pending', attempts: 0 });
    expect(await claimOne()).toBeDefined();
  });

  it('says so when nobody publishes there any more', async () => {
    const { outbox, deliverDue, row } = create();
    await outbox.put({
      publisher: 'gone',
      entityRefs: [],
      feedback: feedback('1'),
    });
    await deliverDue();
    expect(await row()).toMatchObject({
      status: 'dead',
      reason: expect.stringContaining('No installed module publishes as gone'),
    });
  });
});
