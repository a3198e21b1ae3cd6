import type { Page } from '@playwright/test';
import path from 'node:path';

const folder = path.resolve(__dirname, '../../../docs/images');

/** Whether the pictures of the README are to be renewed. */
const takesPictures = process.env.SHOWCALLER_PICTURES === '1';

/** Chooses the theme before the next page is opened. */
export async function chooseTheme(
  page: Page,
  theme: 'light' | 'dark',
): Promise<void> {
  await page.addInitScript(
    name => window.localStorage.setItem('theme', name),
    theme,
  );
}

/** Themes that a journey is walked in: both when pictures are taken. */
export const themes = takesPictures
  ? (['light', 'dark'] as const)
  : (['light'] as const);

/** Takes a picture of the given height, when pictures are to be renewed. */
export async function picture(
  page: Page,
  name: string,
  height = 1_000,
): Promise<void> {
  if (takesPictures) {
    await page.setViewportSize({ width: 1_440, height });
    await takePicture(page, name);
  }
}

/** Saves what is on the screen as `docs/images/<name>.png`. */
async function takePicture(page: Page, name: string): Promise<void> {
  // Charts draw themselves in; the picture is of the finished page.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page
    .waitForLoadState('networkidle', { timeout: 5_000 })
    .catch(() => undefined);
  await page.screenshot({
    path: path.join(folder, `${name}.png`),
    animations: 'disabled',
  });
}
