// A linked account: one repository is synchronised, switched off and on; the list is refreshed; the account goes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accounts, api, groupAccount, until } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { environment } from '../support/environment.js';

let browser;
let account;
before(async () => {
  browser = await Browser.start();
  account = await groupAccount();
});
after(() => browser.close());

function row(page, path) {
  return page.locator('tr[data-repository]', { has: page.getByRole('link', { name: path, exact: true }) });
}

async function repository(path) {
  const { json } = await api('GET', `accounts/${account.id}/repositories?search=${encodeURIComponent(path)}`);
  return json.items.find((each) => each.path === path);
}

test('a click synchronises one repository', async () => {
  const visitor = await browser.visitor();
  await visitor.openAccounts();
  const path = `${environment.group}/webshop`;
  const before = await repository(path);
  const button = row(visitor.page, path).getByRole('button', { name: `Sync repository ${path}` });
  assert.match(await button.getAttribute('title'), /^Click to sync repository/);
  await button.click();
  await until('the repository was synchronised', async () => {
    const now = await repository(path);
    return now.lastSync > before.lastSync && now.state === 'SYNCED';
  });
  await row(visitor.page, path).getByText('Synchronised', { exact: true }).waitFor();
  await visitor.leave();
});

test('a full synchronisation asks first', async () => {
  const visitor = await browser.visitor();
  await visitor.openAccounts();
  const path = `${environment.group}/billing`;
  const before = await repository(path);
  await row(visitor.page, path).getByRole('button', { name: `Sync repository ${path}` }).click({ modifiers: ['Shift'] });
  await visitor.page.getByRole('dialog').getByRole('button', { name: 'Full synchronisation' }).click();
  await until('the repository was read anew', async () => {
    const now = await repository(path);
    return now.lastSync > before.lastSync && now.state === 'SYNCED' && now.commits === before.commits;
  });
  await visitor.leave();
});

test('a repository is switched off and on', async () => {
  const visitor = await browser.visitor();
  await visitor.openAccounts();
  const path = `${environment.group}/legacy`;
  const box = row(visitor.page, path).getByRole('checkbox', { name: `Synchronise ${path}` });
  await box.click();
  await until('it is off', async () => (await repository(path)).linked === false);
  await row(visitor.page, path).getByText('Not enabled').waitFor();
  await box.click();
  await until('it is on', async () => (await repository(path)).linked === true);
  await visitor.leave();
});

test('the list is refreshed, and the last word is a removal that says what goes', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  const section = page.locator(`[data-account="${account.id}"]`);
  const before = (await api('GET', `accounts/${account.id}`)).json.lastRefresh;
  await section.getByRole('button', { name: 'Refresh repositories' }).click();
  await until('the list was read again', async () => (await api('GET', `accounts/${account.id}`)).json.lastRefresh > before);
  await section.getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  const dialog = page.getByRole('dialog');
  assert.match(await dialog.textContent(), /Nothing is changed at the host/);
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await section.waitFor({ state: 'detached' });
  assert.equal((await accounts()).some((each) => each.id === account.id), false);
  assert.deepEqual((await api('GET', 'issues/KEY-1/development')).json.commits.filter((each) => each.repository.startsWith(`${environment.group}/`)), []);
  await visitor.leave();
});
