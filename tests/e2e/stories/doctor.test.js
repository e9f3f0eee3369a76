// "Check connection" of an account: the steps as they are found, for a good token and for one that was revoked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.js';
import { api, groupAccount, until } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { environment } from '../support/environment.js';

const STEPS = ['name resolution', 'TCP', 'proxy', 'TLS chain', 'HTTP', 'API version', 'token', 'scope', 'owner visible',
  'repositories visible', 'hook permission', 'git fast path'];

let browser;
let account;
before(async () => {
  browser = await Browser.start();
  account = await groupAccount();
});
after(() => browser.close());

const section = (page) => page.locator(`[data-account="${account.id}"]`);

/** Waits until it has said its last word. */
async function summary(dialog) {
  const status = dialog.getByRole('status');
  await dialog.getByRole('button', { name: 'Check again' }).and(dialog.locator(':enabled')).waitFor();
  return status.textContent();
}

async function orderFault(prefix, kind, count) {
  const answer = await fetch(`${environment.forge}/-/test/faults`, { method: 'POST', body: JSON.stringify({ prefix, kind, count }) });
  assert.equal(answer.status, 204);
}

test('a good connection, with the keyboard alone', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  const actions = section(page).getByRole('button', { name: /^Actions/ });
  await actions.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Check connection' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: `Check the connection of ${environment.group}` });
  const steps = dialog.getByRole('list', { name: /^Steps on the way to/ });
  assert.equal(await steps.getAttribute('aria-live'), 'polite');
  assert.match(await summary(dialog), /^The connection works. Warnings: TLS certificate$/); // the forge speaks plain HTTP
  assert.deepEqual(await steps.getByRole('listitem').evaluateAll((items) => items.map((item) => item.dataset.step)), STEPS);
  assert.match(await steps.getByRole('listitem').filter({ hasText: 'Access token' }).textContent(), /^OK.*is accepted/);
  assert.match(await steps.getByRole('listitem').filter({ hasText: 'TLS certificate' }).textContent(), /^Warning.*What to do: Use the https address/);
  assert.doesNotMatch(await dialog.textContent(), new RegExp(environment.token));
  await visitor.picture('doctor-good', false);
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await until('the focus is where it was', () => actions.evaluate((button) => button === document.activeElement));
  await visitor.leave();
});

test('a log-in page in place of the API is said to be one, and the next check is well again', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  await orderFault('/api/v4/metadata', 'HTML_WITH_200', 1);
  await section(page).getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Check connection' }).click();
  const dialog = page.getByRole('dialog');
  assert.equal(await summary(dialog), 'The connection does not work. The step that failed: HTTP');
  const failed = dialog.locator('[data-outcome=FAILED]');
  assert.match(await failed.textContent(), /What to do:.*log-in page/);
  assert.equal(await dialog.locator('[data-outcome=SKIPPED]').count(), STEPS.length - 5);
  await visitor.picture('doctor-failed', false);
  await dialog.getByRole('button', { name: 'Check again' }).click();
  await until('all steps were tried', async () => await dialog.locator('[data-outcome=SKIPPED]').count() === 0
    && await dialog.getByRole('listitem').count() === STEPS.length);
  assert.match(await summary(dialog), /^The connection works/);
  assert.equal((await api('GET', `accounts/${account.id}`)).json.error, '', 'the account itself is left alone');
  await visitor.leave();
});
