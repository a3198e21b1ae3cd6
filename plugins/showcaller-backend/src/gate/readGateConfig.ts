import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const HOUR_MS = 3_600_000;
const KEY = 'showcaller.gate';

/** How the gate behaves. */
export interface GateConfig {
  /** How long the engine may take before the gate decides without it. */
  deadlineMs: number;
  /** How long an answer can be used. */
  validMs: number;
  callbackSecret?: string;
  flaggerToken?: string;
  /** Address of the portal's pages, without a slash at its end. */
  appUrl: string;
  /** Address of the backend, without a slash at its end. */
  backendUrl: string;
}

/** @throws InputError for a number that makes no sense */
export function readGateConfig(config: Config): GateConfig {
  const positive = (name: string, absent: number, most: number): number => {
    const value = config.getOptionalNumber(`${KEY}.${name}`) ?? absent;
    if (!(value > 0 && value <= most)) {
      throw new InputError(
        `${KEY}.${name} is ${value}; it must be above 0 and at most ${most}`,
      );
    }
    return value;
  };
  return {
    deadlineMs: positive('deadlineSeconds', 15, 300) * 1000,
    validMs: positive('validHours', 24, 24 * 365) * HOUR_MS,
    callbackSecret: config.getOptionalString(`${KEY}.callbackSecret`),
    flaggerToken: config.getOptionalString(`${KEY}.flaggerToken`),
    appUrl: addressOf(config, 'app.baseUrl'),
    backendUrl: addressOf(config, 'backend.baseUrl'),
  };
}

function addressOf(config: Config, key: string): string {
  return (config.getOptionalString(key) ?? '').replace(/\/+$/, '');
}
