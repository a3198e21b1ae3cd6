import { touchesFolder } from './touchesFolder';

describe('touchesFolder', () => {
  it.each([
    [['services/payments/ledger.ts'], 'services/payments', true],
    [['services/payments'], 'services/payments', true],
    [['services/payments-ui/app.ts'], 'services/payments', false],
    [['README.md'], 'services/payments', false],
    [['README.md'], undefined, true],
    [[], undefined, true],
    [[], 'services/payments', false],
  ])('says of %j and %s: %s', (files, folder, expected) => {
    expect(touchesFolder(files, folder)).toBe(expected);
  });
});
