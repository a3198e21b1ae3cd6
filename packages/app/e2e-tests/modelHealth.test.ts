import { expect, test } from '@playwright/test';
import { browserPath, noBrowser } from './browser';
import { chooseTheme, picture, themes } from './pictures';
import { openAsGuest } from './signIn';

test.skip(!browserPath, noBrowser);

for (const theme of themes) {
  test(`the platform team sees the model learn from its own deployments (${theme})`, async ({
    page,
  }) => {
    test.setTimeout(300_000);
    await chooseTheme(page, theme);
    await openAsGuest(page, '/showcaller/model');
    await expect(
      page.getByText('How far it has learned', { exact: true }),
    ).toBeVisible();

    // Outcomes mature by their own date, so the history that was told is enough; the next training makes the step.
    const versions = page.getByRole('table', { name: /Versions of the model/ });
    await expect(versions).toContainText(/Calibrated|Boosted|Your own model/, {
      timeout: 240_000,
    });
    await expect(page.locator('li[aria-current="step"]')).toContainText(
      'serves now',
    );
    await expect(
      page.getByRole('heading', {
        name: /The riskiest 10 % of deployments contain|Nobody knows yet/,
      }),
    ).toBeVisible();
    await expect(versions).toContainText('Serving');
    await expect(versions).toContainText('shipped');
    await expect(
      page.getByText('Does the world still look as in training?'),
    ).toBeVisible();
    await expect(
      page.getByText(/people are not scored/i).first(),
    ).toBeVisible();
    await picture(page, `model-health-${theme}`, 1_900);
  });
}
