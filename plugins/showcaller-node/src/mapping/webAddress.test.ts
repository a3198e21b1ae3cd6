import {
  createCdEvent,
  validateCdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import { webAddress } from './webAddress';

const isValidUri = (uri: string) =>
  validateCdEvent(
    createCdEvent({
      id: '1',
      type: 'dev.cdevents.taskrun.started.0.3.0',
      source: uri,
      timestamp: '2026-11-20T12:00:00Z',
      subject: { id: '1', content: { uri } },
    }),
  );

describe('webAddress', () => {
  it.each([
    ['https://github.com/a/b', 'https://github.com/a/b'],
    [
      'HTTP://ci.example.com:8080/x?y=1#z',
      'http://ci.example.com:8080/x?y=1#z',
    ],
    ['https://ci.example.com/größe', 'https://ci.example.com/gr%C3%B6%C3%9Fe'],
    [
      'https://ci.example.com/a b[1]|^',
      'https://ci.example.com/a%20b%5B1%5D%7C%5E',
    ],
    [
      'https://ci.example.com/?q={x}&r=100%',
      'https://ci.example.com/?q=%7Bx%7D&r=100%25',
    ],
    ['https://ci.example.com/#a#b', 'https://ci.example.com/#a%23b'],
    ['https://ci.example.com/<script>', 'https://ci.example.com/%3Cscript%3E'],
    ['https://ci.example.com/\ud83d', 'https://ci.example.com/%EF%BF%BD'],
  ])('spells %s as CDEvents wants it', (text, expected) => {
    expect(webAddress(text)).toBe(expected);
    expect(isValidUri(expected)).toEqual({ valid: true });
  });

  it.each([
    undefined,
    '',
    '/relative',
    'ftp://example.com/',
    'data:text/html,x',
    'https://',
    'https://user:password@example.com/',
    'http://[::1]/',
    'not an address',
  ])('gives nothing for %s', text => {
    expect(webAddress(text)).toBeUndefined();
  });

  it('gives a valid URI for every printable character', () => {
    for (let code = 32; code < 0x250; code++) {
      const character = String.fromCharCode(code);
      for (const text of [
        `https://example.com/${character}x`,
        `https://example.com/?${character}x`,
        `https://example.com/#${character}x`,
      ]) {
        expect(isValidUri(webAddress(text) ?? '')).toEqual({ valid: true });
      }
    }
  });
});
