import { existsSync } from 'node:fs';

const candidates = [
  process.env.SHOWCALLER_BROWSER,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** The Chromium to drive; undefined when the machine has none. */
export const browserPath = candidates.find(
  (path): path is string => path !== undefined && existsSync(path),
);

/** Why the journeys are skipped where there is no browser. */
export const noBrowser =
  'no Chromium found: install the package "chromium", or set SHOWCALLER_BROWSER to the path of one';
