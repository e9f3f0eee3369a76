// The accounts page at rest: pictures, the ellipsis menu, the sync button, what it says where there is nothing, and 10,000 repositories.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.js';
import { until } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { tabTo } from '../support/keyboard.js';
import * as made from '../support/made.js';

const MANY = 10_000;
let browser;
before(async () => { browser = await Browser.start(); });
after(() => browser.close());

/** `accounts`: as they are; `all`: the repositories of each of them. */
async function open(accounts, all) {
  const visitor = await browser.visitor();
  const asked = await made.answerWith(visitor.page, [
    [/^GET accounts$/, () => ({ items: accounts, start: 0, total: accounts.length })],
    [/^GET status$/, () => made.status()],
    [/^GET accounts\/\d+\/repositories$/, (url) => {
      const found = all.filter((each) => each.path.includes(url.searchParams.get('search')));
      const start = Number(url.searchParams.get('start'));
      return { items: found.slice(start, start + Number(url.searchParams.get('limit'))), start, total: found.length };
    }],
    [/^POST /, () => ({ status: 202, body: accounts[0] })]]);
  await visitor.openAccounts();
  return { visitor, page: visitor.page, asked };
}

test('an account has its initials, its host and one menu for all it can do', async () => {
  const { visitor, page, asked } = await open([made.account({ name: 'acme/web shop' }), made.account({ id: 2, host: 'gitea', name: '', url: 'https://git.example.com' })], []);
  assert.deepEqual(await page.locator('.dvcs-avatar').allTextContents(), ['AS', 'GC']);
  assert.deepEqual(await page.locator('.dvcs-host').allTextContents(), ['GitLab', 'Gitea']);
  assert.equal(await page.locator('#dvcs-page img').count(), 0, 'no picture is fetched from anywhere');
  const menu = page.getByRole('button', { name: 'Actions for acme/web shop' });
  assert.equal(await menu.getAttribute('title'), 'Actions for acme/web shop');
  await menu.click();
  await page.getByRole('menuitem', { name: 'Refresh repositories' }).click();
  await until('it was asked for', async () => asked.includes('POST accounts/1/refresh'));
  assert.deepEqual(await violations(page), []);
  await visitor.leave();
});

test('the sync button of a repository shows on hovering and with the focus; with Shift it asks for everything', async () => {
  const { visitor, page, asked } = await open([made.account()], [made.repository(1), made.repository(2)]);
  const row = page.locator('tr[data-repository="2"]');
  const sync = row.locator('.dvcs-sync');
  const opacity = () => sync.evaluate((element) => getComputedStyle(element).opacity);
  await page.mouse.move(0, 0);
  assert.equal(await opacity(), '0');
  await row.hover();
  assert.equal(await opacity(), '1');
  await page.mouse.move(0, 0);
  await tabTo(page, 'Sync repository large/service-0002');
  assert.equal(await opacity(), '1');
  assert.match(await sync.getAttribute('title'), /^Click to sync repository\. Hold Shift/);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Enter');
  await until('it is synchronised', async () => asked.includes('POST repositories/2/sync'));
  await sync.focus();
  await page.keyboard.press('Shift+Enter');
  await page.getByRole('dialog').getByText('Read large/service-0002 anew?').waitFor();
  await visitor.leave();
});

test('where there is nothing the page says why, and what to do', async () => {
  const first = await open([], []);
  await first.page.getByRole('heading', { name: 'No account is linked yet' }).waitFor();
  assert.equal(await first.page.locator('.dvcs-empty li').count(), 3);
  assert.deepEqual(await violations(first.page), []);
  await first.visitor.leave();
  const unread = await open([made.account({ repositories: 0, lastRefresh: 0 })], []);
  await unread.page.locator('.dvcs-nothing', { hasText: 'The list of repositories has not been read yet.' }).waitFor();
  await unread.visitor.leave();
  const bare = await open([made.account({ repositories: 0 })], []);
  await bare.page.locator('.dvcs-nothing', { hasText: 'This account has no repositories that the token can see.' }).waitFor();
  assert.equal(await bare.page.locator('.dvcs-unlinked-hint').isHidden(), true);
  await bare.visitor.leave();
});

test('an account whose repositories are all switched off says how its commits come onto issues', async () => {
  const { visitor, page } = await open([made.account({ repositories: 0 })], [made.repository(1, { linked: false, state: 'UNLINKED' })]);
  await page.locator('.dvcs-unlinked-hint', { hasText: 'No repository is enabled' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await visitor.leave();
});

test('10,000 repositories are one page of 25, and a search without a hit leads back', async () => {
  const all = Array.from({ length: MANY }, (_, i) => made.repository(i + 1));
  const started = Date.now();
  const { visitor, page, asked } = await open([made.account({ repositories: MANY, repositoriesDone: MANY })], all);
  await page.locator('tr[data-repository]').first().waitFor();
  console.log(`log-in, page and first row of ${MANY} repositories: ${((Date.now() - started) / 1000).toFixed(1)} s`);
  assert.equal(await page.locator('tr[data-repository]').count(), 25);
  assert.equal(asked.filter((each) => each.endsWith('/repositories')).length, 1);
  await page.getByRole('searchbox').fill('nothing like this');
  await page.locator('.dvcs-nothing', { hasText: 'No repository matches.' }).waitFor();
  await page.getByRole('button', { name: 'Show all repositories' }).click();
  await page.locator('.dvcs-found', { hasText: '1 to 25 of 10,000' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.type), 'search');
  assert.equal(await page.locator('.dvcs-show-all').isHidden(), true);
  await visitor.leave();
});
