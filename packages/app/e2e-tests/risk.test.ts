import { expect, test } from '@playwright/test';
import { browserPath, noBrowser } from './browser';
import { chooseTheme, picture, themes } from './pictures';
import { openAsGuest } from './signIn';

test.skip(!browserPath, noBrowser);

/** A service that the demo organisation deploys often. */
const SERVICE = {
  title: 'Payments',
  page: '/catalog/default/component/payments',
};

/** The system that the service belongs to. */
const SYSTEM_RISK = '/catalog/default/system/checkout-system/risk';

for (const theme of themes) {
  test(`a newcomer finds out why a change is risky (${theme})`, async ({
    page,
  }) => {
    await chooseTheme(page, theme);
    await openAsGuest(page, '/');
    await picture(page, `home-${theme}`);

    await page.getByRole('link', { name: 'Services', exact: true }).click();
    // A group has the same title; the page tells them apart.
    await page.locator(`a[href="${SERVICE.page}"]`).first().click();
    await expect(
      page.getByRole('heading', { name: SERVICE.title, exact: true }),
    ).toBeVisible();
    // The card on the overview gives the number and leads to the tab.
    await expect(page.getByText(/^0\.\d\d|<0\.01|>0\.99/).first()).toBeVisible({
      timeout: 90_000,
    });
    await picture(page, `overview-${theme}`);
    await page.getByRole('link', { name: 'Risk', exact: true }).click();

    // The newest change may still be on its way through the chain; the page refreshes itself.
    await expect(
      page.getByText(/Risk (0\.\d\d|<0\.01|>0\.99)/).first(),
    ).toBeVisible({ timeout: 90_000 });
    await expect(
      page.getByRole('heading', {
        level: 2,
        name: /(GO|HOLD|ASK FIRST) in |Not deployed yet|Not decided yet/,
      }),
    ).toBeVisible();
    await expect(
      page.getByText('What makes it risky', { exact: true }),
    ).toBeVisible();
    await expect(
      page.getByText('What would lower it', { exact: true }),
    ).toBeVisible();
    await expect(
      page
        .getByText(
          /start_rollout|block_high_risk_prod|block_release_trains|ask_on_unknown_risk(_prod)?/,
        )
        .first(),
    ).toBeVisible();
    await expect(
      page.getByText('Recent deployments', { exact: true }),
    ).toBeVisible();
    // Reasons, similar changes and what became of it are loaded after the verdict.
    await expect(
      page.getByRole('progressbar', { name: /^Loading/ }),
    ).toHaveCount(0);
    await picture(page, `risk-${theme}`, 1_700);

    await page.goto(SYSTEM_RISK);
    await expect(
      page.getByText('Riskiest first', { exact: true }),
    ).toBeVisible();
    await expect(
      page.getByRole('link', { name: SERVICE.title, exact: true }).first(),
    ).toBeVisible();
    await picture(page, `system-${theme}`);

    await page.getByRole('link', { name: 'Showcaller', exact: true }).click();
    await expect(page.getByText('Needs you', { exact: true })).toBeVisible();
    await expect(page.getByRole('table', { name: 'Sources' })).toContainText(
      'github',
    );
    await picture(page, `platform-${theme}`);
  });
}
