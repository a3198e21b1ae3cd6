import { mockServices } from '@backstage/backend-test-utils';
import { ProcessingLoop } from './ProcessingLoop';

describe('ProcessingLoop', () => {
  beforeEach(() => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) {
      await new Promise(resolve => setImmediate(resolve));
    }
  };
  const create = (step: (signal: AbortSignal) => Promise<number>) => {
    const logger = mockServices.logger.mock();
    return { logger, loop: ProcessingLoop.create({ step, logger }) };
  };

  it('goes on while there is work, then waits for the next poll', async () => {
    const work = [3, 1, 0, 0];
    const step = jest.fn(async () => work.shift() ?? 0);
    const { loop } = create(step);
    loop.start();
    await settle();
    expect(step).toHaveBeenCalledTimes(3);
    jest.advanceTimersByTime(999);
    await settle();
    expect(step).toHaveBeenCalledTimes(3);
    jest.advanceTimersByTime(1);
    await settle();
    expect(step).toHaveBeenCalledTimes(4);
    await loop.stop();
  });

  it('looks at once when it is woken, also when that happens during a step', async () => {
    const step = jest.fn(async () => 0);
    const { loop } = create(step);
    loop.start();
    await settle();
    loop.wake();
    await settle();
    expect(step).toHaveBeenCalledTimes(2);
    step.mockImplementationOnce(async () => {
      loop.wake();
      return 0;
    });
    loop.wake();
    await settle();
    expect(step).toHaveBeenCalledTimes(4);
    await loop.stop();
  });

  it('says that a step failed and tries again after a while', async () => {
    const step = jest.fn(async () => 0);
    step.mockRejectedValueOnce(new Error('the database is away'));
    const { loop, logger } = create(step);
    loop.start();
    await settle();
    expect(step).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith(
      'Could not look for waiting webhooks; trying again',
      expect.objectContaining({ message: 'the database is away' }),
    );
    jest.advanceTimersByTime(1000);
    await settle();
    expect(step).toHaveBeenCalledTimes(2);
    await loop.stop();
  });

  it('stops only when the step in progress has come to its end', async () => {
    let finish = () => {};
    const { loop } = create(async signal => {
      await new Promise<void>(resolve => {
        finish = resolve;
      });
      expect(signal.aborted).toBe(true);
      return 5;
    });
    loop.start();
    await settle();
    const stopped = jest.fn();
    const stopping = loop.stop().then(stopped);
    await settle();
    expect(stopped).not.toHaveBeenCalled();
    finish();
    await stopping;
    expect(stopped).toHaveBeenCalled();
  });
});
