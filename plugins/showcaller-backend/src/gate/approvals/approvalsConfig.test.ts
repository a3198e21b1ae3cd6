import { ConfigReader } from '@backstage/config';
import { readApprovalsConfig } from './approvalsConfig';

describe('readApprovalsConfig', () => {
  it('gives a day for approvals and for the second person', () => {
    expect(readApprovalsConfig(new ConfigReader({}))).toEqual({
      expiryHours: 24,
      reviewHours: 24,
      platformGroups: ['group:default/platform'],
      portal: '',
    });
  });

  it('takes what is configured', () => {
    const config = new ConfigReader({
      app: { baseUrl: 'https://portal.example/' },
      showcaller: {
        permissions: { platformGroups: ['group:infra/core', 'sre'] },
        gate: { approvals: { expiryHours: 0.5, reviewHours: 72 } },
      },
    });
    expect(readApprovalsConfig(config)).toEqual({
      expiryHours: 0.5,
      reviewHours: 72,
      platformGroups: ['group:infra/core', 'group:default/sre'],
      portal: 'https://portal.example',
    });
  });

  it.each([0, -1, 2161])('refuses %s hours', hours => {
    const config = new ConfigReader({
      showcaller: { gate: { approvals: { expiryHours: hours } } },
    });
    expect(() => readApprovalsConfig(config)).toThrow(
      /showcaller.gate.approvals.expiryHours is/,
    );
  });
});
