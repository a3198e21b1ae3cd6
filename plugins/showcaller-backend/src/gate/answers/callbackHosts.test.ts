import { mockServices } from '@backstage/backend-test-utils';
import { CallbackHosts } from './callbackHosts';

function hostsOf(gate: object) {
  return CallbackHosts.fromConfig(
    mockServices.rootConfig({ data: { showcaller: { gate } } as never }),
  );
}

describe('CallbackHosts', () => {
  it.each([
    ['https://evil.example.com/x', 'not in showcaller.gate.callbackHosts'],
    ['ftp://ci.example.com', 'must be an address'],
    ['ci.example.com', 'must be an address'],
    ['http://ci.example.com/x', 'must begin with https://'],
    ['https://u:p@ci.example.com/x', 'holds credentials'],
    ['https://10.0.0.1/x', 'private network'],
    ['https://[::ffff:127.0.0.1]/x', 'private network'],
    ['https://ci.example.com.evil.example/x', 'not in showcaller.gate'],
    ['https://ci.example.com:444/x', 'not in showcaller.gate'],
    ['https://ci.example.com@evil.example/x', 'holds credentials'],
  ])('refuses %s', (url, reason) => {
    const hosts = hostsOf({
      callbackHosts: ['ci.example.com', '10.0.0.1', '[::ffff:127.0.0.1]'],
    });
    expect(() => hosts.check(url)).toThrow(reason);
  });

  it.each([
    ['ci.example.com', 'https://CI.example.com/told?x=1'],
    ['ci.example.com:8443', 'https://ci.example.com:8443/'],
    ['http://ci.example.com', 'http://ci.example.com/told'],
    ['http://ci.example.com', 'https://ci.example.com/told'],
  ])('with the entry %s allows %s', (entry, url) => {
    expect(hostsOf({ callbackHosts: [entry] }).check(url).href).toBe(
      new URL(url).href,
    );
  });

  it('allows private networks where that is configured', () => {
    const hosts = hostsOf({
      callbackHosts: ['http://127.0.0.1:9'],
      callbackPrivateAddresses: true,
    });
    expect(hosts.check('http://127.0.0.1:9/x').port).toBe('9');
  });

  it.each(['', 'ci.example.com/path', 'http://', 'mailto:x'])(
    "refuses the entry '%s'",
    entry => {
      expect(() => hostsOf({ callbackHosts: [entry] })).toThrow();
    },
  );
});
