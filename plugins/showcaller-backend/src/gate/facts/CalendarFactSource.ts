import type { PolicyFacts } from '@showcaller/engine/policy';
import type { FreezeWindows } from '../../risk/features/timing/FreezeWindows';
import type { PolicyFactSource, PolicySubject } from '../types';

/** When it is, in the configured time zone, and which freeze windows are open. */
export class CalendarFactSource implements PolicyFactSource {
  readonly id = 'calendar';
  readonly paths = ['calendar.*'];
  readonly #windows: FreezeWindows;

  static create(options: { windows: FreezeWindows }): CalendarFactSource {
    return new CalendarFactSource(options.windows);
  }

  private constructor(windows: FreezeWindows) {
    this.#windows = windows;
  }

  async read(subject: PolicySubject): Promise<PolicyFacts> {
    const { entityRef, tier } = subject;
    const at = this.#windows.local(subject.at);
    const open = this.#windows.findAll({ entityRef, tier, at });
    const source = `calendar, ${this.#windows.timeZone}`;
    return {
      'calendar.hour': { value: at.hour, source },
      'calendar.weekday': { value: at.weekday, source },
      'calendar.weekend': { value: at.weekday > 5, source },
      'calendar.freeze': { value: open.length > 0, source },
      'calendar.windows': { value: open, source },
    };
  }
}
