import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  environmentTiers,
  type EnvironmentTier,
} from '@showcaller/backstage-plugin-showcaller-common';
import { DateTime, IANAZone } from 'luxon';

const CONFIG = 'showcaller.risk.freezeWindows';
const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const MINUTES_PER_DAY = 24 * 60;

/** Who deploys what, where, when. */
export interface FreezeQuestion {
  entityRef: string;
  tier?: EnvironmentTier;
  at: DateTime;
}

interface FreezeWindow {
  name: string;
  entities?: string[];
  tiers?: string[];
  covers(at: DateTime): boolean;
}

/** Minutes since Monday 00:00 of a text such as `Fri 16:00`. */
function readWeekTime(text: string, where: string): number {
  const [, day, hours, minutes] =
    /^([a-z]{3})[a-z]*\s+(\d{1,2}):(\d{2})$/i.exec(text.trim()) ?? [];
  const index = DAYS.indexOf((day ?? '').toLowerCase());
  if (index < 0 || Number(hours) > 24 || Number(minutes) > 59) {
    throw new InputError(
      `${where} is '${text}'; it must be a day and a time, such as 'Fri 16:00'`,
    );
  }
  return index * MINUTES_PER_DAY + Number(hours) * 60 + Number(minutes);
}

function readDateTime(text: string, zone: string, where: string): DateTime {
  const time = DateTime.fromISO(text, { zone });
  if (!time.isValid) {
    throw new InputError(
      `${where} is '${text}'; it must be a date and time, such as 2026-12-20T18:00`,
    );
  }
  return time;
}

function readWeekly(config: Config, where: string): FreezeWindow['covers'] {
  const from = readWeekTime(config.getString('from'), `${where}.weekly.from`);
  const to = readWeekTime(config.getString('to'), `${where}.weekly.to`);
  return at => {
    const minute =
      (at.weekday - 1) * MINUTES_PER_DAY + at.hour * 60 + at.minute;
    // A window may go over the end of the week.
    return from <= to
      ? minute >= from && minute < to
      : minute >= from || minute < to;
  };
}

function readOnce(
  config: Config,
  zone: string,
  where: string,
): FreezeWindow['covers'] {
  const from = readDateTime(config.getString('from'), zone, `${where}.from`);
  const to = readDateTime(config.getString('to'), zone, `${where}.to`);
  if (to <= from) {
    throw new InputError(`${where}.to must be later than ${where}.from`);
  }
  return at => at >= from && at < to;
}

function readWindow(config: Config, zone: string, where: string): FreezeWindow {
  const weekly = config.getOptionalConfig('weekly');
  if (weekly && (config.has('from') || config.has('to'))) {
    throw new InputError(
      `${where} must have either 'weekly' or 'from' and 'to'`,
    );
  }
  const tiers = config.getOptionalStringArray('tiers');
  const wrong = tiers?.find(
    tier => !environmentTiers.some(known => known === tier),
  );
  if (wrong !== undefined) {
    throw new InputError(
      `${where}.tiers has '${wrong}'; it must be of ${environmentTiers.join(
        ', ',
      )}`,
    );
  }
  return {
    name: config.getString('name'),
    entities: config
      .getOptionalStringArray('entities')
      ?.map(ref => ref.toLowerCase()),
    tiers,
    covers: weekly ? readWeekly(weekly, where) : readOnce(config, zone, where),
  };
}

/**
 * `showcaller.risk.freezeWindows`: times in which nothing should be deployed, once (`from`, `to`) or every week
 * (`weekly`), for all or for some entities and tiers; and `showcaller.risk.timeZone`, in which they are meant.
 */
export class FreezeWindows {
  readonly timeZone: string;
  readonly #windows: FreezeWindow[];

  /** @throws InputError that names what cannot be read. */
  static fromConfig(config: Config): FreezeWindows {
    return new FreezeWindows(config);
  }

  private constructor(config: Config) {
    this.timeZone =
      config.getOptionalString('showcaller.risk.timeZone') ?? 'UTC';
    if (!IANAZone.isValidZone(this.timeZone)) {
      throw new InputError(
        `showcaller.risk.timeZone is '${this.timeZone}'; it must be a time zone of the IANA data base, such as Europe/Berlin`,
      );
    }
    this.#windows = (config.getOptionalConfigArray(CONFIG) ?? []).map(
      (entry, index) => readWindow(entry, this.timeZone, `${CONFIG}[${index}]`),
    );
  }

  get configured(): boolean {
    return this.#windows.length > 0;
  }

  /** A time as it is in the configured time zone. */
  local(time: string): DateTime {
    return DateTime.fromISO(time, { zone: this.timeZone });
  }

  /** The name of the first window that covers a deployment. */
  find(question: FreezeQuestion): string | undefined {
    return this.findAll(question)[0];
  }

  /** The names of all windows that cover a deployment, in the configured order. */
  findAll({ entityRef, tier, at }: FreezeQuestion): string[] {
    return this.#windows
      .filter(
        window =>
          (window.entities?.includes(entityRef.toLowerCase()) ?? true) &&
          (!window.tiers ||
            (tier !== undefined && window.tiers.includes(tier))) &&
          window.covers(at),
      )
      .map(({ name }) => name);
  }
}
