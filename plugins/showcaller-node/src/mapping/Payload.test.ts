import { Payload } from './Payload';

describe('Payload', () => {
  const payload = Payload.of({
    text: 'a\u0000b',
    empty: '',
    nothing: null,
    number: 3,
    list: ['x', 1, null, 'y\u0000'],
    objects: [{ a: 1 }, null, 'b'],
    child: { id: 7, inner: { time: '2026-11-20T10:00:00+02:00' } },
  });

  it('gives what is there, in the type that was asked for', () => {
    expect(payload.text('text')).toBe('ab');
    expect(payload.number('number')).toBe(3);
    expect(payload.texts('list')).toEqual(['x', 'y']);
    expect(payload.children('objects')).toHaveLength(1);
    expect(payload.requireChild('child').requireId('id')).toBe('7');
  });

  it.each(['empty', 'nothing', 'number', 'absent', '__proto__', 'toString'])(
    'has no text in %s',
    name => {
      expect(payload.text(name)).toBeUndefined();
    },
  );

  it('names the whole path of a field that is missing', () => {
    expect(() =>
      payload.requireChild('child').requireChild('inner').requireText('sha'),
    ).toThrow('The payload has no child.inner.sha (a text)');
    expect(() => payload.requireChild('nothing')).toThrow(
      'The payload has no nothing (an object)',
    );
  });

  it.each([
    ['2019-05-15T15:20:18Z', '2019-05-15T15:20:18.000Z'],
    ['2026-11-20T10:00:00+02:00', '2026-11-20T08:00:00.000Z'],
    [1_557_933_657, '2019-05-15T15:20:57.000Z'],
    ['0001-01-01T00:00:00Z', undefined],
    ['+020000-01-01T00:00:00Z', undefined],
    [1e20, undefined],
    ['yesterday', undefined],
    [null, undefined],
    [{}, undefined],
  ])('reads %s as the time %s', (at, expected) => {
    expect(Payload.of({ at }).time('at')).toBe(expected);
  });
});
