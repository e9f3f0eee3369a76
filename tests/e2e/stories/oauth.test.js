// An administrator creates an application at the forge, connects a group by confirming there, and does it again when it was revoked.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accounts, api, removeAccount, synchronised, until } from '../support/api.js';
import { violations } from '../support/axe.js';
import { Browser } from '../support/browser.js';
import { environment } from '../support/environment.js';
import { clients, confirm, createApplication, oauth, removeClients, requests } from '../support/oauth.js';

const NAME = 'Our GitLab';

let browser;
before(async () => {
  browser = await Browser.start();
  await removeAccount(environment.group);
  await removeClients();
});
after(async () => {
  await oauth({ access_seconds: 7200 });
  await removeAccount(environment.group);
  await removeClients();
  await browser.close();
});

const mine = async () => (await accounts()).find((each) => each.name === environment.group);

/** The dialog, filled up to its button Add. */
async function fill(page, name = environment.group) {
  await page.click('#dvcs-add-account');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Host', { exact: true }).selectOption({ label: 'GitLab Self-Managed' });
  await dialog.getByLabel('Team or User Account').fill(name);
  await dialog.getByLabel('Client Configuration').selectOption({ label: NAME });
  assert.equal(await dialog.getByLabel('Host URL').inputValue(), environment.forge);
  assert.equal(await dialog.getByLabel('Access token').isVisible(), false);
  return dialog;
}

async function add(page, name) {
  const dialog = await fill(page, name);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Continue' }).click();
}

test('a client configuration is added as the host shows it, and its secret never comes back', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  await page.getByRole('navigation', { name: 'DVCS connector' }).getByRole('link', { name: 'Client configurations' }).click();
  await page.locator('#dvcs-add-client:not([disabled])').waitFor();
  const redirect = page.getByLabel('Redirect URI', { exact: true });
  const { redirectUrl } = await clients();
  assert.equal(await redirect.inputValue(), redirectUrl);
  assert.match(redirectUrl, /\/plugins\/servlet\/dvcs\/oauth\/callback$/);
  assert.equal(await page.locator('.dvcs-steps[open]').count(), 1, 'whoever has none is told how');
  await page.getByRole('button', { name: 'Copy: Redirect URI' }).click();
  await page.locator('#dvcs-live', { hasText: 'Copied.' }).waitFor({ state: 'attached' });
  assert.deepEqual(await violations(page), []);
  await visitor.picture('clients-empty');

  const { application_id: id, secret } = await createApplication(redirectUrl);
  await page.click('#dvcs-add-client');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name', { exact: true }).fill(NAME);
  await dialog.getByLabel('Host URL', { exact: true }).fill('gitlab');
  await dialog.getByLabel('Application ID').fill(id);
  await dialog.getByLabel('Secret').fill(secret);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.locator('.error', { hasText: 'is no web address' }).waitFor();
  await dialog.getByLabel('Host URL', { exact: true }).fill(` ${environment.forge}/ `);
  assert.equal(await dialog.getByRole('link', { name: 'Open the page Applications of this host' }).getAttribute('href'), `${environment.forge}/-/user_settings/applications`);
  assert.deepEqual(await violations(page), []);
  await visitor.picture('client-dialog', false);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('row', { name: new RegExp(NAME) }).waitFor();
  assert.equal((await page.content()).includes(secret), false);
  assert.equal(JSON.stringify(await clients()).includes(secret), false);
  assert.deepEqual(await violations(page), []);
  await visitor.picture('clients');

  await page.getByRole('button', { name: `Edit ${NAME}` }).click();
  const edit = page.getByRole('dialog');
  assert.equal(await edit.getByLabel('Secret').inputValue(), '');
  await edit.getByLabel('Name', { exact: true }).fill(`${NAME} 2`);
  await edit.getByRole('button', { name: 'Save' }).click();
  await edit.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: `Edit ${NAME} 2` }).click();
  await page.getByRole('dialog').getByLabel('Name', { exact: true }).fill(NAME);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('row', { name: new RegExp(`${NAME} `) }).waitFor();
  await visitor.leave();
});

test('who denies at the forge comes back to words, and nothing typed is lost', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  const dialog = await fill(page);
  await dialog.getByText('Enable Smart Commits', { exact: true }).click();
  assert.deepEqual(await violations(page), []);
  await visitor.picture('add-account-oauth', false);
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  const leaving = page.getByRole('dialog').filter({ hasText: 'Continue at' });
  await leaving.waitFor();
  assert.deepEqual(await violations(page), []);
  await leaving.getByRole('button', { name: 'Continue' }).click();
  await confirm(page, 'Deny');
  await page.getByText('Nothing was added: the access was not confirmed').waitFor();
  assert.equal(new URL(page.url()).search, '', 'a reload does not say it again');
  assert.equal(await mine(), undefined);
  assert.deepEqual(await violations(page), []);
  await visitor.picture('oauth-denied');
  await page.getByRole('button', { name: 'Try again' }).click();
  const again = page.getByRole('dialog');
  assert.equal(await again.getByLabel('Team or User Account').inputValue(), environment.group);
  assert.equal(await again.getByLabel('Enable Smart Commits').isChecked(), false);
  assert.equal(await again.getByLabel('Client Configuration').locator('option:checked').textContent(), NAME);
  await visitor.leave();
});

test('a group that is not there is said when the browser is back', async () => {
  const visitor = await browser.visitor();
  await visitor.openAccounts();
  await add(visitor.page, 'no-such-group-anywhere');
  await confirm(visitor.page);
  await visitor.page.getByText('There is no such group or user').waitFor();
  assert.equal((await accounts()).some((each) => each.name === 'no-such-group-anywhere'), false);
  await visitor.leave();
});

test('a way back that nobody began here leads nowhere', async () => {
  const visitor = await browser.visitor();
  await visitor.openAccounts();
  await visitor.goto(`/plugins/servlet/dvcs/oauth/callback?state=${'a'.repeat(43)}&code=stolen&error_description=%3Cscript%3Ealert(1)%3C/script%3E`);
  await visitor.page.getByText('This way back was not begun here').waitFor();
  assert.doesNotMatch(await visitor.page.content(), /stolen|alert\(1\)/);
  await visitor.leave();
});

test('the group is added through the log-in and the question of the forge', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  await add(page);
  await confirm(page);
  const added = await until('it is there', mine);
  await page.waitForFunction((id) => document.activeElement.id === id, `dvcs-account-${added.id}`);
  assert.equal(added.access.oauth, true);
  await synchronised(added.id);
  await page.locator('.dvcs-account').getByText('Up to date', { exact: true }).waitFor();
  assert.match(await page.locator('.dvcs-account .dvcs-facts').textContent(), /Authorised at the host/);
  await visitor.picture('accounts-oauth');

  await visitor.goto('/plugins/servlet/dvcs/client-configurations');
  await page.getByRole('row', { name: new RegExp(NAME) }).waitFor();
  assert.equal(await page.getByRole('button', { name: `Remove ${NAME}` }).isDisabled(), true);
  assert.equal((await api('DELETE', `client-configurations/${added.access.clientConfiguration}`)).status, 409);
  await visitor.leave();
});

test('a token that the forge lets end is replaced while it is used', async () => {
  const account = await mine();
  await oauth({ expire: true });
  assert.equal((await api('POST', `accounts/${account.id}/refresh`)).status, 202);
  await until('it is listed with another token', async () => {
    const now = await mine();
    assert.notEqual(now.state, 'FAILED', now.error);
    return now.state === 'IDLE' && now.lastRefresh > account.lastRefresh && now.error === '';
  });
});

test('a revoked account says so, and one click authorises it again', async () => {
  const account = await mine();
  const visitor = await browser.visitor();
  const { page } = visitor;
  await oauth({ revoke: true });
  assert.equal((await api('POST', `accounts/${account.id}/refresh`)).status, 202);
  await until('it is stopped', async () => (await mine()).state === 'FAILED');
  await visitor.openAccounts();
  const notice = page.locator('.dvcs-access:not([hidden])');
  await notice.waitFor();
  assert.deepEqual(await violations(page), []);
  await visitor.picture('oauth-revoked');
  await notice.getByRole('button', { name: `Authorise ${environment.group} again` }).click();
  await confirm(page);
  await page.waitForFunction((id) => document.activeElement.id === id, `dvcs-account-${account.id}`);
  await until('it goes on', async () => (await mine()).state === 'IDLE' && (await mine()).error === '');
  await notice.waitFor({ state: 'hidden' });
  await visitor.leave();
});

test('a removed account gives its access back', async () => {
  const account = await mine();
  const before = await requests('/oauth/revoke');
  assert.equal((await api('DELETE', `accounts/${account.id}`)).status, 204);
  await until('it is revoked', async () => (await requests('/oauth/revoke')) > before);
});
