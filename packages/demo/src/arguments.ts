import path from 'node:path';
import { parseArgs } from 'node:util';

export interface DemoArguments {
  /** Address of the backend. */
  url: string;
  secret: string;
  /** Access token for reports and incidents; without it only webhooks are sent. */
  token?: string;
  /** Folder for the bare repositories: the backend's `showcaller.git.root`. */
  repositories: string;
  /** Location file of the catalog. */
  catalog: string;
  seed: number;
  days: number;
  deployments: number;
  live: boolean;
  /** Of the live part; 2 is twice as fast. */
  speed: number;
  /** Throws away what an earlier start left. */
  reset: boolean;
}

export const usage = `The demo organisation at work: sends signed GitHub webhooks to a Showcaller backend.

  --url <address>         the backend (http://localhost:7007)
  --secret <text>         a secret of showcaller.github.webhookSecrets (or SHOWCALLER_GITHUB_WEBHOOK_SECRET)
  --token <text>          an access token of backend.auth.externalAccess (or SHOWCALLER_DEMO_TOKEN), for test reports,
                          benchmarks, bills of materials and incidents; without it only webhooks are sent
  --repositories <folder> where the bare repositories are written: the backend's showcaller.git.root
  --catalog <file>        the organisation (catalog/all.yaml)
  --seed <number>         another seed makes another history (1)
  --days <number>         length of the history (60)
  --deployments <number>  at least so many deployments in it (2500)
  --no-live               stop after the history
  --speed <number>        of what happens live; 2 is twice as fast (1)
  --reset                 forget an earlier start: new repositories, new history
  --help                  this text
`;

/**
 * @returns undefined when help was asked for
 * @throws Error that says which argument is wrong
 */
export function parseArguments(
  argv: string[],
  environment: NodeJS.ProcessEnv,
): DemoArguments | undefined {
  const { values } = parseArgs({
    args: argv,
    options: {
      url: { type: 'string', default: 'http://localhost:7007' },
      secret: { type: 'string' },
      token: { type: 'string' },
      repositories: { type: 'string' },
      catalog: {
        type: 'string',
        default: path.join('catalog', 'all.yaml'),
      },
      seed: { type: 'string', default: '1' },
      days: { type: 'string', default: '60' },
      deployments: { type: 'string', default: '2500' },
      'no-live': { type: 'boolean', default: false },
      speed: { type: 'string', default: '1' },
      reset: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return undefined;
  }
  const secret = values.secret ?? environment.SHOWCALLER_GITHUB_WEBHOOK_SECRET;
  if (!secret) {
    throw new Error(
      'No secret: give --secret or set SHOWCALLER_GITHUB_WEBHOOK_SECRET to one of showcaller.github.webhookSecrets.',
    );
  }
  if (!values.repositories) {
    throw new Error(
      "No folder: give --repositories, the backend's showcaller.git.root.",
    );
  }
  if (!URL.canParse(values.url)) {
    throw new Error(`--url ${values.url} is not an address.`);
  }
  return {
    url: values.url,
    secret,
    token: values.token ?? environment.SHOWCALLER_DEMO_TOKEN,
    repositories: path.resolve(values.repositories),
    catalog: path.resolve(values.catalog),
    seed: number('seed', values.seed, { low: 0, high: 2 ** 31, whole: true }),
    days: number('days', values.days, { low: 2, high: 365, whole: true }),
    deployments: number('deployments', values.deployments, {
      low: 20,
      high: 50_000,
      whole: true,
    }),
    live: !values['no-live'],
    speed: number('speed', values.speed, { low: 0.01, high: 20 }),
    reset: values.reset,
  };
}

function number(
  name: string,
  text: string,
  range: { low: number; high: number; whole?: boolean },
): number {
  const value = Number(text);
  const fits = value >= range.low && value <= range.high;
  if (!fits || (range.whole && !Number.isInteger(value))) {
    throw new Error(
      `--${name} ${text} is not a ${range.whole ? 'whole ' : ''}number from ${
        range.low
      } to ${range.high}.`,
    );
  }
  return value;
}
