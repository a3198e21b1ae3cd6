import { signature } from './signature';

describe('signature', () => {
  it('is the one GitHub documents for its test value', () => {
    expect(
      signature(Buffer.from('Hello, World!'), "It's a Secret to Everybody"),
    ).toBe(
      'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    );
  });
});
