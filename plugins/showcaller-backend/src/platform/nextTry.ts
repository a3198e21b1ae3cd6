import { isVendorError } from '@showcaller/backstage-plugin-showcaller-node';
import { retryWait } from './retryWait';

const MAX_ATTEMPTS = 8;
/** A refusal may end soon, when somebody grants a permission; it is not asked for often. */
const MAX_REFUSALS = 3;

/** What to do after something could not be sent. */
export type NextTry = {
  reason: string;
} & (
  | { giveUp: true }
  | {
      giveUp: false;
      notBefore: Date;
      /** The rate limit was reached, which is one for everything that is sent there. */
      limited: boolean;
    }
);

/** When to try again what failed: later each time, never before the vendor says, and not for ever. A rate limit never ends it. */
export function nextTry(
  error: unknown,
  options: {
    /** Tries before this one. */
    attempts: number;
    now: Date;
    /** 0 to below 1. */
    random: () => number;
  },
): NextTry {
  const { attempts, now, random } = options;
  const reason = error instanceof Error ? error.message : String(error);
  const vendor = isVendorError(error) ? error : undefined;
  const limited = vendor?.kind === 'rate-limited';
  const refused = vendor !== undefined && !vendor.retryable;
  const most = refused ? MAX_REFUSALS : MAX_ATTEMPTS;
  if (attempts + 1 >= most && !limited) {
    return { reason, giveUp: true };
  }
  const earliest = now.getTime() + retryWait(attempts, random);
  const told = vendor?.retryAt?.getTime() ?? 0;
  return {
    reason,
    giveUp: false,
    notBefore: new Date(Math.max(earliest, told)),
    limited,
  };
}
