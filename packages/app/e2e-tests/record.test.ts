import { expect, test } from '@playwright/test';
import { browserPath, noBrowser } from './browser';
import { chooseTheme, picture, themes } from './pictures';
import { openAsGuest } from './signIn';

test.skip(!browserPath, noBrowser);

for (const theme of themes) {
  test(`the platform team sees which rules decide, edits them, and has the log checked (${theme})`, async ({
    page,
  }) => {
    await chooseTheme(page, theme);
    await openAsGuest(page, '/showcaller/policies');
    await expect(
      page.getByRole('table', { name: 'Bundles of policies, newest first' }),
    ).toBeVisible();
    await picture(page, `policies-${theme}`, 1_400);

    await page
      .getByRole('link', { name: 'Edit policies' })
      .or(page.getByRole('button', { name: 'Edit policies' }))
      .first()
      .click();
    const editor = page.locator('.cm-content').first();
    await expect(editor).toBeVisible();
    await editor.click();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(
      '\nrule "late": when calendar.huor > 17 then block\n',
    );
    await expect(
      page.getByText('1 error: it could not decide anything yet.'),
    ).toBeVisible();

    await page.goto('/showcaller/audit');
    await page.getByRole('button', { name: 'Check all entries now' }).click();
    await expect(
      page.getByText(/entries are as they were written/).first(),
    ).toBeVisible({ timeout: 60_000 });
    await picture(page, `audit-${theme}`, 1_400);
  });
}
