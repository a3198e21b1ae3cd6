import { monthName } from './monthName';

describe('monthName', () => {
  it.each([
    ['2026-10', 'October 2026'],
    ['2026-01', 'January 2026'],
    ['soon', 'soon'],
  ])('writes %s as %s', (month, name) => {
    expect(monthName(month)).toBe(name);
  });
});
