// The real thing: an import that lasts is watched and cancelled; branches that vanish at once are held until somebody accepts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addAccount } from '../support/add.js';
import { accounts, api, groupAccount, removeAccount, synchronised, until } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { environment } from '../support/environment.js';
import { addBranches, deleteBranches, silence, speak } from '../support/forge.js';

const PATH = `${environment.group}/mobile-app`;
const PREFIX = 'release/KEY-77-';
let browser;
before(async () => { browser = await Browser.start(); });
after(async () => {
  await speak();
  deleteBranches(PATH, PREFIX);
  await browser.close();
});

function row(page, path) {
  return page.locator('tr[data-repository]', { has: page.getByRole('link', { name: path, exact: true }) });
}

async function repository(accountId, path) {
  const { json } = await api('GET', `accounts/${accountId}/repositories?search=${encodeURIComponent(path)}`);
  return json.items.find((each) => each.path === path);
}

test('an import that lasts shows its way, is cancelled by keyboard and goes on when asked', async () => {
  await removeAccount(environment.group);
  await silence(environment.group);
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  await (await addAccount(page)).waitFor({ state: 'detached' });
  const [added] = (await accounts()).filter((each) => each.name === environment.group);
  const section = page.locator(`[data-account="${added.id}"]`);
  await section.locator('.dvcs-progress-text', { hasText: /Repositories: 0 of [1-9]/ }).waitFor();
  await section.locator('tr[data-repository]').getByText('Synchronising').first().waitFor();
  await visitor.picture('import-running');
  const cancel = section.getByRole('button', { name: `Cancel the refresh of ${environment.group}` });
  await cancel.focus();
  await page.keyboard.press('Enter');
  await section.getByText('Up to date', { exact: true }).waitFor();
  await cancel.waitFor({ state: 'hidden' });
  const { json: cancelled } = await api('GET', `accounts/${added.id}`);
  assert.equal(cancelled.state, 'IDLE');
  assert.ok(cancelled.repositoriesDone < cancelled.repositories, 'nothing was read, and nothing says that it was');
  await speak();
  await section.getByRole('button', { name: 'Refresh repositories' }).click();
  const done = await synchronised(added.id);
  assert.ok(done.commits > 0);
  await visitor.leave();
});

test('each repository says when it was verified and by which way', async () => {
  const account = await groupAccount();
  const visitor = await browser.visitor();
  await visitor.openAccounts();
  const words = row(visitor.page, `${environment.group}/webshop`).locator('.dvcs-verified');
  await words.waitFor();
  assert.match(await words.textContent(), /^Verified .+ · by (git|REST)$/);
  const { verifiedAt, source } = await repository(account.id, `${environment.group}/webshop`);
  assert.ok(verifiedAt > 0);
  assert.match(source, /^(git|rest)$/);
  await visitor.leave();
});

test('branches that vanish at once are held, and go when an administrator accepts', async () => {
  const account = await groupAccount();
  addBranches(PATH, PREFIX, 40);
  const { id } = await repository(account.id, PATH);
  assert.equal((await api('POST', `repositories/${id}/sync`)).status, 202);
  await until('the branches are read', async () => (await repository(account.id, PATH)).branches >= 40);
  assert.equal((await api('GET', 'issues/KEY-77/development')).json.branches.filter((each) => each.name.startsWith(PREFIX)).length, 40);
  assert.equal(deleteBranches(PATH, PREFIX), 40);

  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  await row(page, PATH).getByRole('button', { name: `Sync repository ${PATH}` }).click();
  await row(page, PATH).getByText(/^40 of \d+ branches are gone at the host\. Nothing was removed\.$/).waitFor();
  assert.equal((await api('GET', 'issues/KEY-77/development')).json.branches.filter((each) => each.name.startsWith(PREFIX)).length, 40);
  await visitor.picture('brake');
  await page.getByRole('button', { name: `Accept deletions of branches of ${PATH}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Accept deletions' }).click();
  await until('the branches are gone from the issue', async () => (await api('GET', 'issues/KEY-77/development')).json
    .branches.every((each) => !each.name.startsWith(PREFIX)));
  await until('nothing is held any more', async () => (await repository(account.id, PATH)).held.missing === 0);
  await row(page, PATH).locator('.dvcs-held').waitFor({ state: 'hidden' });
  await visitor.leave();
});
