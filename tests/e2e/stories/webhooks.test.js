// What the accounts page says of webhooks: real ones of the test forge, and with made answers what a forge may say of them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.js';
import { api, groupAccount, until } from '../support/api.js';
import { Browser } from '../support/browser.js';
import * as made from '../support/made.js';

let browser;
let account;
before(async () => {
  browser = await Browser.start();
  account = await groupAccount();
});
after(() => browser.close());

const stored = async () => (await api('GET', `accounts/${account.id}`)).json.webhooks;

test('they are switched off and on, and renewed, on the page', async () => {
  await until('the webhooks stand', async () => (await stored()).active > 0);
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  const section = page.locator(`section[data-account="${account.id}"]`);
  const box = section.getByText('Create webhooks', { exact: true }); // AUI's label lies over its box
  await section.locator('.dvcs-webhooks', { hasText: /Pushes of \d+ repositories are told of/ }).waitFor();
  await section.locator('.dvcs-hook', { hasText: 'Webhook works' }).first().waitFor();
  await box.click();
  await section.locator('.dvcs-webhooks', { hasText: 'Off: repositories are read with the hourly refresh' }).waitFor();
  await until('they are removed', async () => (await stored()).active === 0);
  await until('no repository speaks of them', async () => (await section.locator('.dvcs-hook:visible').count()) === 0);
  await box.click();
  await until('they are made again', async () => (await stored()).active > 0);
  await section.locator('.dvcs-webhooks', { hasText: /Pushes of [1-9]\d* repositories are told of/ }).waitFor();
  const before = (await stored()).checkedAt;
  await section.getByRole('button', { name: /^Actions for/ }).click();
  await page.getByRole('menuitem', { name: 'Renew webhooks' }).click();
  await page.locator('#dvcs-live', { hasText: /All webhooks get a new secret|The webhooks were checked/ }).waitFor({ state: 'attached' });
  await until('they were looked after', async () => (await stored()).checkedAt > before && (await stored()).active > 0);
  assert.deepEqual(await violations(page), []);
  await visitor.leave();
});

/** The page with one account and these repositories. */
async function open(webhooks, ...hooks) {
  const visitor = await browser.visitor();
  const items = hooks.map((hook, i) => made.repository(i + 1, { hook: { state: 'NONE', error: '', checkedAt: 1700000000000, ...hook } }));
  const asked = await made.answerWith(visitor.page, [
    [/^GET accounts$/, () => ({ items: [made.account({ webhooks: made.webhooks(webhooks) })], start: 0, total: 1 })],
    [/^GET status$/, () => made.status()],
    [/^GET accounts\/1\/repositories$/, () => ({ items, start: 0, total: items.length })]]);
  await visitor.openAccounts();
  if (items.length > 0) await visitor.page.locator('tr[data-repository]').first().waitFor();
  return { visitor, page: visitor.page, asked };
}

test('every state of a repository’s webhook has words, and what to do', async () => {
  const { visitor, page } = await open({}, { state: 'ACTIVE' }, { state: 'GROUP' }, { state: 'TEMPORARILY_DISABLED' }, { state: 'DISABLED' },
    { state: 'REFUSED', error: 'Give the user the role Maintainer in the project.' }, { checkedAt: 0 }, {});
  const signs = page.locator('.dvcs-hook');
  assert.deepEqual(await signs.locator('> span:not([aria-hidden])').allTextContents(), ['Webhook works', 'Webhook of the group', 'Webhook paused by the host',
    'Webhook disabled by the host', 'No webhook', 'Webhook: not checked yet', 'No webhook']);
  assert.deepEqual(await signs.evaluateAll((all) => all.map((each) => each.querySelector('.dvcs-hook-remedy').hidden)), [true, true, false, false, false, true, true]);
  assert.match(await signs.nth(3).textContent(), /choose Actions > Check webhooks/);
  assert.match(await signs.nth(4).textContent(), /Give the user the role Maintainer/);
  assert.deepEqual(await violations(page), []);
  await visitor.picture('webhooks');
  await visitor.leave();
});

test('what is in the way of all of them stands above the repositories', async () => {
  const refused = await open({ refused: 3, lastRefusal: 'The secret is another one.', failing: 2, lastDelivery: 0, error: 'The host is in maintenance.' });
  const problem = refused.page.locator('.dvcs-webhooks-problem');
  assert.equal(await problem.textContent(), 'The host is in maintenance. Deliveries refused in the last hour: 3. The secret is another one. '
    + 'If they come from the webhooks of this account, choose Actions > Renew webhooks.');
  assert.match(await refused.page.locator('.dvcs-webhooks').textContent(), /Repositories without a working webhook: 2 · No delivery has come yet: if somebody has pushed since/);
  await refused.visitor.leave();
  const group = await open({ group: 'DISABLED' });
  assert.match(await group.page.locator('.dvcs-webhooks-problem').textContent(), /^The host has disabled the webhook of the group/);
  await group.visitor.leave();
  const off = await open({ create: false, refused: 3 });
  assert.equal(await off.page.locator('.dvcs-webhooks-problem').isHidden(), true);
  await off.visitor.leave();
});

test('a base URL that is this machine alone is said once, unless the forge is on it too', async () => {
  for (const [address, shown] of [['http://localhost:8080/jira/hook/1', 1], ['http://127.0.0.1/hook/1', 1], ['http://[::1]:8080/hook/1', 1],
    ['https://jira.example.com/hook/1', 0], ['https://localhost.example.com/hook/1', 0], ['', 0]]) {
    const visitor = await browser.visitor();
    const accounts = ['https://gitlab.example.com', 'http://localhost:3000'].map((url, i) => made.account({ id: i + 1, url, webhooks: made.webhooks({ address }) }));
    await made.answerWith(visitor.page, [
      [/^GET accounts$/, () => ({ items: accounts, start: 0, total: 2 })], [/^GET status$/, () => made.status()],
      [/^GET accounts\/\d\/repositories$/, () => ({ items: [], start: 0, total: 0 })]]);
    await visitor.openAccounts();
    await visitor.page.locator('section[data-account="2"]').waitFor();
    const banner = visitor.page.getByText('Webhooks cannot arrive');
    assert.equal(await banner.count(), shown, address);
    if (shown) assert.match(await banner.locator('xpath=ancestor::div[@role="status"]').textContent(), /Administration > System > General configuration/);
    await visitor.leave();
  }
});
