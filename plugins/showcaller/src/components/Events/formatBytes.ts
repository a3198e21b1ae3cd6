import { formatNumber } from '@showcaller/backstage-plugin-showcaller-react';

const UNITS = ['B', 'KiB', 'MiB', 'GiB'];

/** `512 B`, `1.5 KiB`, `24 MiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${formatNumber(value)} ${UNITS[unit]}`;
}
