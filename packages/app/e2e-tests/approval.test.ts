import { expect, test, type APIRequestContext } from '@playwright/test';
import { browserPath, noBrowser } from './browser';
import { chooseTheme, picture, themes } from './pictures';
import { openAs } from './signIn';

test.skip(!browserPath, noBrowser);

/** People of the demo organisation who own what its large release is about. */
const OWNERS = [
  {
    name: 'Priya Raman',
    login: 'priya-raman',
    ref: 'user:default/priya.raman',
  },
  {
    name: 'Lukas Brandt',
    login: 'lukas-brandt',
    ref: 'user:default/lukas.brandt',
  },
];

interface Waiting {
  decisionId: string;
  entityRef: string;
  requestedBy?: string;
}

/** The production deployment that waits for an approval; the demo leaves one at the gate. */
async function findWaiting(request: APIRequestContext): Promise<Waiting> {
  const base = process.env.PLAYWRIGHT_BACKEND_URL ?? backendOf();
  const signIn = await request.get(`${base}/api/auth/demo/refresh`, {
    headers: {
      'x-requested-with': 'XMLHttpRequest',
      'x-showcaller-demo-user': 'user:default/guest',
    },
  });
  const { backstageIdentity } = await signIn.json();
  const authorization = `Bearer ${backstageIdentity.token}`;
  let found: Waiting | undefined;
  await expect
    .poll(
      async () => {
        const answer = await request.get(
          `${base}/api/showcaller/gate/approvals?scope=all&limit=100`,
          { headers: { authorization } },
        );
        const { items } = await answer.json();
        found = items.find(
          (item: { kind: string; explanation: string; risk?: number }) =>
            item.kind === 'approval' && item.risk !== undefined,
        );
        return found?.decisionId;
      },
      { timeout: 240_000, intervals: [2_000] },
    )
    .toBeTruthy();
  return found as Waiting;
}

/** In development the pages come from another port than the backend. */
function backendOf(): string {
  const portal = process.env.PLAYWRIGHT_URL ?? 'http://localhost:3000';
  return portal.replace(/:3000$/, ':7007');
}

test('a blocked deployment is explained, approved by a second person, let through and proven', async ({
  browser,
  request,
}) => {
  test.setTimeout(360_000);
  const waiting = await findWaiting(request);
  const [approver, other] = [...OWNERS].sort(
    (a, b) =>
      Number(a.login === waiting.requestedBy) -
      Number(b.login === waiting.requestedBy),
  );
  const service = waiting.entityRef.replace('component:default/', '');

  for (const theme of themes) {
    // The first person sees that it is held back, and why.
    const first = await (await browser.newContext()).newPage();
    await chooseTheme(first, theme);
    await openAs(
      first,
      other.name,
      `/catalog/default/component/${service}/risk`,
    );
    await expect(
      first.getByText('Recent decisions of the gate', { exact: true }),
    ).toBeVisible({ timeout: 90_000 });

    await first.goto(`/showcaller/decisions/${waiting.decisionId}`);
    await expect(
      first.getByRole('heading', { name: 'HOLD in production' }),
    ).toBeVisible();
    await expect(first.getByText(/^Blocked because/).first()).toBeVisible();
    await expect(first.getByText('block_high_risk_prod').first()).toBeVisible();
    await picture(first, `decision-${theme}`, 2_400);
    await first.context().close();
  }

  // The second person finds it in the inbox.
  const second = await (await browser.newContext()).newPage();
  await openAs(second, approver.name, '/showcaller/approvals');
  await second
    .locator(`a[href^="/showcaller/decisions/${waiting.decisionId}"]`)
    .first()
    .click();
  await second.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(second.getByText('You approve exactly this')).toBeVisible();
  await second
    .getByRole('textbox')
    .first()
    .fill('Looked at with the team; on call is told.');
  await second.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(
    second.getByRole('heading', { name: 'GO in production, approved' }),
  ).toBeVisible();

  // And proves that this is on record; the last entry is signed within a minute or so, the first one is by now.
  await second
    .getByRole('button', { name: /^Prove entry/ })
    .first()
    .click();
  await expect(async () => {
    await second
      .getByRole('button', { name: /^Check the proof of entry/ })
      .click();
    await expect(
      second.getByText(/Entry [\d,]+ of [\d,]+ is in the log signed by/),
    ).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 150_000, intervals: [5_000] });
  await second.context().close();
});
