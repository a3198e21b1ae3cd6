import type { DemoArguments } from './arguments';
import { chainMessages } from './chainMessages';
import { GateClient } from './gate/GateClient';
import { askWithoutWaiting, liveOn } from './live/liveOn';
import { readOrganisation } from './organisation/readOrganisation';
import type { Organisation } from './organisation/types';
import { newestFirst } from './sending/newestFirst';
import { Progress, type ProgressOutput } from './sending/Progress';
import { sendHistory } from './sending/sendHistory';
import { waitForBackend } from './sending/waitForBackend';
import type { Message } from './sending/types';
import { UploadClient } from './sending/UploadClient';
import { WebhookClient } from './sending/WebhookClient';
import { generateHistory } from './simulation/generateHistory';
import type { Chain } from './simulation/types';
import { DemoFolder, type DemoState } from './state/DemoFolder';

const HOUR = 3_600_000;
/** Above this age a history that nobody has any more is made anew instead of told again. */
const stale = 12 * HOUR;
/** Live changes of the last start that may have been cut off in the middle. */
const unfinished = 16;

/**
 * Brings the demo organisation to life: writes or finds its repositories, tells its history, then lives on.
 *
 * @throws the signal's reason when it is stopped, or an Error that says what to do
 */
export async function runDemo(
  args: DemoArguments,
  { signal, out }: { signal: AbortSignal; out: ProgressOutput },
): Promise<void> {
  // In a terminal the progress line may be standing there.
  const clear = out.isTTY ? '\r\x1b[K' : '';
  const say = (text: string) => out.write(`${clear}demo: ${text}\n`);
  const organisation = readOrganisation(args.catalog);
  const folder = DemoFolder.create(args.repositories);
  const make = () => makeHistory(args, organisation, folder, say);
  const found = args.reset ? undefined : await folder.open(args, organisation);
  let { state, chains } = found ?? (await make());
  await waitForBackend({
    url: args.url,
    signal,
    onWaiting: seconds => say(`waiting for the backend (${seconds} s)`),
  });
  const client = WebhookClient.create({
    url: args.url,
    secret: args.secret,
    signal,
  });
  const uploads =
    args.token === undefined
      ? undefined
      : UploadClient.create({ url: args.url, token: args.token, signal });
  const gate =
    args.token === undefined
      ? undefined
      : GateClient.create({ url: args.url, token: args.token, signal });
  if (!uploads) {
    say(
      'no --token: the gate is not asked; test reports, benchmarks and incidents are not told, webhooks alone',
    );
  }
  const messagesOf = (chain: Chain, wait?: number) =>
    chainMessages({
      organisation,
      chain,
      history: `${args.seed}/${state.anchor}`,
      webhooks: client,
      uploads,
      gate:
        gate && wait !== undefined
          ? { client: gate, patience: wait }
          : undefined,
    });
  if (state.sent > 0) {
    const [told] = newestFirst(chains.slice(0, state.historyLength)).ordered;
    const receipt = await messagesOf(told)[0].send();
    if (receipt === 'accepted') {
      say('the backend has forgotten the history; it gets it again');
      if (Date.now() - state.anchor > stale) {
        ({ state, chains } = await make());
      }
      state.historyLength = chains.length;
      state.sent = 0;
      await folder.save(state);
    } else {
      const cutOff = chains.slice(state.historyLength).slice(-unfinished);
      for (const message of cutOff.flatMap(chain => messagesOf(chain))) {
        await message.send();
      }
    }
  }
  const live = async () => {
    const organisationAtWork = {
      args,
      organisation,
      folder,
      state,
      messagesOf,
      asksGate: gate !== undefined,
      signal,
      say,
    };
    if (args.live) {
      say('now live: a change every few seconds');
      await liveOn(organisationAtWork);
    } else if (gate) {
      await askWithoutWaiting(organisationAtWork);
    }
  };
  const history = chains.slice(0, state.historyLength);
  await tellHistory({
    history,
    folder,
    state,
    messagesOf,
    trouble: () => client.trouble ?? uploads?.trouble,
    out,
    then: live,
  });
}

async function makeHistory(
  args: DemoArguments,
  organisation: Organisation,
  folder: DemoFolder,
  say: (text: string) => void,
): Promise<{ state: DemoState; chains: Chain[] }> {
  const started = Date.now();
  await folder.clear();
  say(
    `writing ${organisation.repositories.length} repositories with ${args.days} days of work`,
  );
  const history = await generateHistory({
    ...args,
    organisation,
    directory: args.repositories,
    anchor: started,
  });
  const state = await folder.begin({
    settings: {
      seed: args.seed,
      days: args.days,
      deployments: args.deployments,
    },
    anchor: started,
    organisation,
    history,
  });
  const deployments = history.chains.flatMap(chain => chain.deployments);
  say(
    `${history.chains.length} changes and ${
      deployments.length
    } deployments, made in ${((Date.now() - started) / 1000).toFixed(1)} s`,
  );
  return { state, chains: history.chains };
}

/** Sends what is left of the history; `then` starts as soon as every service has its newest deployments. */
async function tellHistory(options: {
  history: Chain[];
  folder: DemoFolder;
  state: DemoState;
  messagesOf: (chain: Chain) => Message[];
  /** Why sending is held up at the moment. */
  trouble: () => string | undefined;
  out: ProgressOutput;
  then: () => Promise<void>;
}): Promise<void> {
  const { folder, state, messagesOf } = options;
  const { ordered, firstRound } = newestFirst(options.history);
  if (state.sent >= ordered.length) {
    await options.then();
    return;
  }
  const left = ordered.slice(state.sent);
  const progress = Progress.create({
    out: options.out,
    label: 'demo: telling the history:',
    total: left.reduce((sum, chain) => sum + messagesOf(chain).length, 0),
  });
  let following: Promise<void> | undefined;
  let failed: (error: unknown) => void = () => {};
  const failure = new Promise<never>((_resolve, reject) => {
    failed = reject;
  });
  const telling = sendHistory({
    ordered,
    from: state.sent,
    messagesOf,
    onMessage: () => progress.advance(options.trouble()),
    onChain: sent => {
      state.sent = sent;
      if (sent % 20 === 0) {
        folder.save(state).catch(failed);
      }
      if (sent >= firstRound && !following) {
        following = options.then();
        following.catch(failed);
      }
    },
  });
  try {
    await Promise.race([telling, failure]);
  } finally {
    await folder.save(state);
  }
  progress.finish();
  await (following ?? options.then());
}
