import type { Page } from '@playwright/test';
import path from 'node:path';

const folder = path.resolve(__dirname, '../../../docs/images');

/** Whether the pictures of the README are to be renewed. */
export const takesPictures = process.env.SHOWCALLER_PICTURES === '1';

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

/** Saves what is on the screen as `docs/images/<name>.png`. */
export async function takePicture(page: Page, name: string): Promise<void> {
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
