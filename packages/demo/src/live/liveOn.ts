import type { DemoArguments } from '../arguments';
import type { Organisation } from '../organisation/types';
import { SeededRandom } from '../random/SeededRandom';
import type { Message } from '../sending/types';
import type { Chain } from '../simulation/types';
import type { DemoFolder, DemoState } from '../state/DemoFolder';
import { askForRelease } from './askForRelease';
import { LiveOrganisation } from './LiveOrganisation';
import { runLive } from './runLive';

const MINUTE = 60_000;
/** So long a pipeline waits for people before it gives a deployment up, in milliseconds. */
const patience = { change: 20 * MINUTE, release: 360 * MINUTE };

export interface OrganisationAtWork {
  args: DemoArguments;
  organisation: Organisation;
  folder: DemoFolder;
  state: DemoState;
  /** `wait`: how long the gate's answer is waited for; the gate is not asked when it is absent. */
  messagesOf: (chain: Chain, wait?: number) => Message[];
  /** Whether pipelines ask the gate at all. */
  asksGate: boolean;
  signal: AbortSignal;
  say: (text: string) => void;
}

/** Goes on for ever: a change every few seconds, and a release that has to be approved. */
export async function liveOn(work: OrganisationAtWork): Promise<void> {
  const { messagesOf } = work;
  const { live, note, random } = begin(work);
  const release = () =>
    askForRelease({
      ...work,
      live,
      note,
      messagesOf: chain => messagesOf(chain, patience.release),
    });
  await Promise.all([
    work.asksGate ? release() : undefined,
    runLive({
      ...work,
      live,
      note,
      messagesOf: chain => messagesOf(chain, patience.change),
      random: random.fork('waiting'),
      speed: work.args.speed,
    }),
  ]);
}

/** Leaves one release at the gate, and goes. */
export async function askWithoutWaiting(
  work: OrganisationAtWork,
): Promise<void> {
  const { live, note } = begin(work);
  const chain = await askForRelease({
    ...work,
    live,
    note,
    messagesOf: one => work.messagesOf(one, 0),
  });
  work.say(
    chain
      ? `a release of ${chain.service} waits at the gate`
      : 'the gate let every release through',
  );
}

function begin({ args, organisation, folder, state }: OrganisationAtWork) {
  const random = SeededRandom.create(args.seed).fork(`live/${Date.now()}`);
  const live = LiveOrganisation.create({
    organisation,
    directory: args.repositories,
    states: state.repositories,
    speed: args.speed,
    random: random.fork('changes'),
  });
  const note = (chain: Chain) => folder.append(chain, state);
  return { live, note, random };
}
