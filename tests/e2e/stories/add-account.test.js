// An administrator connects a group, watches the import and sees its repositories.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addAccount } from '../support/add.js';
import { accounts, removeAccount, synchronised } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { environment } from '../support/environment.js';

let browser;
before(async () => {
  browser = await Browser.start();
  await removeAccount(environment.group);
});
after(() => browser.close());

test('an administrator finds the page in the menu, adds a group and sees it arrive', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.logIn('admin');
  await visitor.goto('/secure/admin/ViewApplicationProperties.jspa');
  if (await page.locator('[name=webSudoPassword]').count()) await visitor.confirmPassword('admin');
  await page.getByRole('link', { name: 'DVCS accounts (native connector)' }).click();
  if (await page.locator('[name=webSudoPassword]').count()) await visitor.confirmPassword('admin');
  await page.getByRole('heading', { name: 'DVCS accounts', exact: true }).waitFor();
  await visitor.picture('accounts-empty');

  const dialog = await addAccount(page);
  await dialog.waitFor({ state: 'detached' });
  const account = page.locator('.dvcs-account', { has: page.getByRole('heading', { name: environment.group, exact: true }) });
  await account.waitFor();
  const [added] = (await accounts()).filter((each) => each.name === environment.group);
  await page.waitForFunction((id) => document.activeElement.id === id, `dvcs-account-${added.id}`);

  await synchronised(added.id);
  await account.getByText('Up to date', { exact: true }).waitFor();
  const expected = environment.projects.filter((each) => each.path.startsWith(`${environment.group}/`)).map((each) => each.path).sort();
  await page.waitForFunction((count) => document.querySelectorAll('tr[data-repository]').length === count, Math.min(25, expected.length));
  const shown = await account.locator('.dvcs-path a').allTextContents();
  assert.deepEqual([...shown].sort(), expected.slice(0, 25));
  await page.waitForFunction(() => [...document.querySelectorAll('tr[data-repository] .dvcs-state > span')]
    .every((state) => state.textContent === 'Synchronised'));
  assert.match(await account.locator('.dvcs-facts').textContent(), /Commits on issues: [1-9]/);
  await visitor.picture('accounts');
  assert.equal((await page.content()).includes(environment.token), false, 'the token is nowhere on the page');
  await visitor.leave();
});

test('progress is shown while it runs', async () => {
  await removeAccount(environment.group);
  const visitor = await browser.visitor();
  await visitor.openAccounts();
  // Noted by the page itself: an import of a small group is faster than a look from outside.
  await visitor.page.evaluate(() => {
    window.seen = new Set();
    new MutationObserver(() => {
      const progress = document.querySelector('.dvcs-progress:not([hidden]) .dvcs-progress-text');
      if (progress?.textContent) window.seen.add(progress.textContent);
    }).observe(document.getElementById('dvcs-page'), { subtree: true, childList: true, characterData: true, attributes: true });
  });
  const dialog = await addAccount(visitor.page);
  await dialog.waitFor({ state: 'detached' });
  await visitor.page.locator('.dvcs-account').getByText('Up to date').waitFor({ timeout: 120_000 });
  const seen = await visitor.page.evaluate(() => [...window.seen]);
  assert.ok(seen.some((text) => /Reading the list|Commits read: /.test(text)), `progress that was seen: ${JSON.stringify(seen)}`);
  await visitor.leave();
});
