import type {
  ApprovalState,
  GateOverride,
} from '@showcaller/backstage-plugin-showcaller-common';
import { formatCount } from './formatNumber';
import type { StatusWord } from './statusWords';

/** `group payments`, `jane`: who is meant by a reference, without what goes without saying. @public */
export function refWords(ref: string): string {
  const parts = /^(?:([^:/]+):)?(?:([^/]+)\/)?(.+)$/.exec(ref);
  if (!parts) {
    return ref;
  }
  const [, kind, namespace, name] = parts;
  const full =
    namespace && namespace !== 'default' ? `${namespace}/${name}` : name;
  return !kind || kind === 'user' ? full : `${kind} ${full}`;
}

/** `group payments, jane or group platform`; undefined when nobody is. @public */
export function eligibleWords(eligible: string[]): string | undefined {
  const names = eligible.map(refWords);
  return names.length < 2
    ? names[0]
    : `${names.slice(0, -1).join(', ')} or ${names[names.length - 1]}`;
}

/** Where an approval stands: `Waits for 1 of 2 approvals from group payments`. @public */
export function approvalWord(state: ApprovalState): StatusWord {
  const { required, have } = state;
  if (state.state === 'open') {
    const left = Math.max(0, required - have);
    const who = eligibleWords(state.eligible);
    const from = who ? ` from ${who}` : '';
    const label =
      have === 0
        ? `Waits for ${formatCount(required, 'approval')}${from}`
        : `Waits for ${left} of ${formatCount(required, 'approval')}${from}`;
    return { label, tone: 'warning' };
  }
  const closed: Record<Exclude<ApprovalState['state'], 'open'>, StatusWord> = {
    approved: {
      label: `Approved by ${have} of ${required}`,
      tone: 'ok',
    },
    rejected: { label: 'Rejected', tone: 'error' },
    expired: { label: 'No approval in time', tone: 'error' },
    superseded: { label: 'Something newer is decided on', tone: 'neutral' },
  };
  return closed[state.state];
}

/** Where the look of a second person at an override stands. @public */
export const overrideWords: Record<GateOverride['state'], StatusWord> = {
  unconfirmed: { label: 'Nobody has looked at it yet', tone: 'warning' },
  confirmed: { label: 'Confirmed by a second person', tone: 'ok' },
  objected: { label: 'Objected to by a second person', tone: 'error' },
  overdue: { label: 'Nobody looked at it in time', tone: 'error' },
};
