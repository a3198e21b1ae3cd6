import type {
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from '../FeatureCollector';
import type { FreezeWindows } from './FreezeWindows';

/** When it is: hour and day in the configured time zone, and whether that lies in a freeze window. */
export class TimingCollector implements FeatureCollector {
  readonly id = 'calendar';
  readonly features = ['freeze', 'hour', 'weekday'] as const;
  readonly #windows: FreezeWindows;

  static create(options: { windows: FreezeWindows }): TimingCollector {
    return new TimingCollector(options.windows);
  }

  private constructor(windows: FreezeWindows) {
    this.#windows = windows;
  }

  async collect(request: FeatureRequest): Promise<CollectorResult> {
    const { entityRef, tier, occurredAt } = request;
    const at = this.#windows.local(occurredAt);
    const window = this.#windows.find({ entityRef, tier, at });
    const none = this.#windows.configured
      ? 'calendar, outside of all freeze windows'
      : 'calendar, no freeze window is configured';
    return {
      source: `calendar, ${this.#windows.timeZone}`,
      observedAt: occurredAt,
      values: {
        hour: at.hour,
        weekday: at.weekday,
        freeze: {
          value: window === undefined ? 0 : 1,
          source: window === undefined ? none : `freeze window '${window}'`,
        },
      },
      missingReason: `'${occurredAt}' is no time`,
    };
  }
}
