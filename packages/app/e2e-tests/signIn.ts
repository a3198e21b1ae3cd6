import { expect, type Page } from '@playwright/test';

/** Opens a page of the portal as somebody of the demo organisation, by the name on the first page. */
export async function openAs(
  page: Page,
  name: string,
  path: string,
): Promise<void> {
  await page.goto(path);
  const enter = page.getByRole('button', { name: `Enter as ${name},` });
  // The navigation itself has no height: what it holds is fixed to the window.
  const sidebar = page
    .getByRole('navigation', { name: 'sidebar nav' })
    .getByRole('link', { name: 'Catalog', exact: true });
  // Whoever this tab was before is let in at once.
  await expect(enter.or(sidebar)).toBeVisible();
  if (await enter.isVisible()) {
    await enter.click();
  }
  await expect(sidebar).toBeVisible();
}

/** Opens a page of the portal as the newcomer, who sees what the platform team sees. */
export async function openAsGuest(page: Page, path: string): Promise<void> {
  await openAs(page, 'Guest', path);
}
