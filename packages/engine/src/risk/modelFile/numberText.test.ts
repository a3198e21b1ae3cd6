import fc from 'fast-check';
import { fromBase64, toBase64 } from './base64';
import { fromNumberText, toNumberText } from './numberText';

describe('base64', () => {
  it('writes and reads any bytes as Node does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), bytes => {
        const text = Buffer.from(bytes).toString('base64');
        expect(toBase64(bytes)).toBe(text);
        expect([...fromBase64(text)]).toEqual([...bytes]);
      }),
    );
  });

  it.each([
    ['AAA', 'groups of four'],
    ['AA?A', 'Character 2 is not of Base64'],
    ['AAĀA', 'Character 2 is not of Base64'],
    ['A=AA', 'Character 1 is not of Base64'],
    ['AAB=', 'must end in zero bits'],
    ['AB==', 'must end in zero bits'],
    ['====', 'is not of Base64'],
  ])('refuses %p', (text, message) => {
    expect(() => fromBase64(text)).toThrow(message);
  });
});

describe('numbers as text', () => {
  it('are read back exactly, NaN and -0 included', () => {
    fc.assert(
      fc.property(fc.array(fc.double()), numbers => {
        const read = fromNumberText(toNumberText(numbers));
        expect(read.every((x, index) => Object.is(x, numbers[index]))).toBe(
          read.length === numbers.length,
        );
      }),
    );
  });

  it.each([
    [[0, 255], 'uint8:AP8='],
    [[256], 'uint16:AAE='],
    [[1, 2, 3], 'uint8:AQID'],
    [[0.5], 'float32:AAAAPw=='],
    [[-1], 'float32:AACAvw=='],
    [[0.1], 'float64:mpmZmZmZuT8='],
    [[], 'uint8:'],
  ])('are as short as they can be: %p', (numbers, text) => {
    expect(toNumberText(numbers)).toBe(text);
  });

  it('are refused in an encoding that there is not', () => {
    expect(() => fromNumberText('int8:AQID')).toThrow(
      'must begin with one of uint8:, uint16:, float32:, float64:',
    );
  });
});
