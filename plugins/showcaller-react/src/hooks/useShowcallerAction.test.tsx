import { TestApiProvider } from '@backstage/test-utils';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { act, renderHook } from '@testing-library/react';
import type { PropsWithChildren } from 'react';
import { showcallerApiRef } from '../api';
import { useShowcallerAction } from './useShowcallerAction';

function setUp(
  send: (input: string) => Promise<number>,
  onDone = jest.fn(),
  onFailed = jest.fn(),
) {
  const wrapper = (props: PropsWithChildren<{}>) => (
    <TestApiProvider apis={[[showcallerApiRef, {} as ShowcallerApi]]}>
      {props.children}
    </TestApiProvider>
  );
  const { result } = renderHook(
    () =>
      useShowcallerAction<string, number>({
        send: (_, input) => send(input),
        onDone,
        onFailed,
      }),
    { wrapper },
  );
  return { result, onDone };
}

describe('useShowcallerAction', () => {
  it('tells what is under way, then what came of it', async () => {
    let finish: (value: number) => void = () => {};
    const { result, onDone } = setUp(
      () =>
        new Promise(resolve => {
          finish = resolve;
        }),
    );
    expect(result.current).toMatchObject({ sending: false });
    act(() => {
      result.current.run('train');
    });
    expect(result.current).toMatchObject({ sending: true, input: 'train' });
    await act(async () => finish(42));
    expect(result.current).toMatchObject({ sending: false, result: 42 });
    expect(onDone).toHaveBeenCalledWith(42);
  });

  it('says why it failed, and forgets it on reset', async () => {
    const { result, onDone } = setUp(async () => {
      throw new Error('one is running already');
    });
    await act(() => result.current.run('train'));
    expect(result.current).toMatchObject({
      sending: false,
      error: 'one is running already',
    });
    expect(onDone).not.toHaveBeenCalled();
    act(() => result.current.reset());
    expect(result.current.error).toBeUndefined();
  });

  it('tells with which status the backend refused, and that it did', async () => {
    const refusal = Object.assign(new Error('superseded'), {
      name: 'ResponseError',
      statusCode: 409,
    });
    const onFailed = jest.fn();
    const { result } = setUp(
      async () => {
        throw refusal;
      },
      jest.fn(),
      onFailed,
    );
    await act(() => result.current.run('approve'));
    expect(result.current).toMatchObject({ errorStatus: 409 });
    expect(onFailed).toHaveBeenCalledWith(refusal);
  });

  it('does not send twice for a double click', async () => {
    const send = jest.fn(async () => 1);
    const { result } = setUp(send);
    await act(async () => {
      await Promise.all([result.current.run('a'), result.current.run('b')]);
    });
    expect(send).toHaveBeenCalledTimes(1);
  });
});
