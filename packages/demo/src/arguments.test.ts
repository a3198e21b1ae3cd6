import path from 'node:path';
import { parseArguments } from './arguments';

const needed = ['--secret', 's', '--repositories', 'r'];

describe('parseArguments', () => {
  it('has defaults for everything but the secret and the folder', () => {
    expect(parseArguments(needed, {})).toEqual({
      url: 'http://localhost:7007',
      secret: 's',
      repositories: path.resolve('r'),
      catalog: path.resolve('catalog/all.yaml'),
      seed: 1,
      days: 60,
      deployments: 2500,
      live: true,
      speed: 1,
      reset: false,
    });
  });

  it('takes the secret from the environment, so that it need not be on a command line', () => {
    expect(
      parseArguments(['--repositories', 'r'], {
        SHOWCALLER_GITHUB_WEBHOOK_SECRET: 'hidden',
      })?.secret,
    ).toBe('hidden');
  });

  it('gives nothing when help is asked for', () => {
    expect(parseArguments(['--help'], {})).toBeUndefined();
  });

  it.each([
    [['--repositories', 'r'], 'No secret: give --secret or set'],
    [['--secret', 's'], 'No folder: give --repositories'],
    [
      [...needed, '--days', 'x'],
      '--days x is not a whole number from 2 to 365',
    ],
    [[...needed, '--deployments', '1'], '--deployments 1 is not'],
    [[...needed, '--speed', '0'], '--speed 0 is not a number from 0.01 to 20'],
    [[...needed, '--url', 'nowhere'], '--url nowhere is not an address'],
    [[...needed, '--dayz', '3'], "Unknown option '--dayz'"],
  ])('refuses %j', (argv, message) => {
    expect(() => parseArguments(argv, {})).toThrow(message);
  });
});
