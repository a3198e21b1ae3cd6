import { parseBody } from './parseBody';

const FORM = 'application/x-www-form-urlencoded';

describe('parseBody', () => {
  it.each([
    ['application/json', '{"ref":"größe + 1"}'],
    ['application/json; charset=utf-8', '{"ref":"größe + 1"}'],
    [FORM, `payload=${encodeURIComponent('{"ref":"größe + 1"}')}`],
    [FORM, `other=1&payload=%7B%22ref%22%3A%22gr%C3%B6%C3%9Fe+%2B+1%22%7D`],
  ])('reads %s', (contentType, body) => {
    const payload = parseBody(Buffer.from(body), contentType);
    expect(payload.text('ref')).toBe('größe + 1');
  });

  it.each([
    ['no JSON', 'application/json', '{"ref":', 'The body is not JSON'],
    ['nothing', 'application/json', '', 'The body is not JSON'],
    ['a list', 'application/json', '[]', 'not a JSON object'],
    ['null', 'application/json', 'null', 'not a JSON object'],
    ['a number', 'application/json', '1', 'not a JSON object'],
    ['a form without the field', FORM, 'a=1', 'no field "payload"'],
    ['a form whose field is no JSON', FORM, 'payload=a', 'not JSON'],
  ])('says what is wrong with %s', (_, contentType, body, message) => {
    expect(() => parseBody(Buffer.from(body), contentType)).toThrow(message);
  });

  it('says that a body is not UTF-8', () => {
    const latin1 = Buffer.from('{"ref":"größe"}', 'latin1');
    expect(() => parseBody(latin1, 'application/json')).toThrow(
      'The body is not valid UTF-8',
    );
  });
});
