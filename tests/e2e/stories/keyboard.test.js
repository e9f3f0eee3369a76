// Everything without a mouse: the keys Tab, Enter, Space and Escape, and what a screen reader would say.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.js';
import { accounts, removeAccount, synchronised, until } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { environment } from '../support/environment.js';
import { downTo, focused, tabTo } from '../support/keyboard.js';

const NAME = `${environment.group}/tools`;
let browser;
before(async () => {
  browser = await Browser.start();
  await removeAccount(NAME);
});
after(async () => {
  await browser.close();
  await removeAccount(NAME);
});

test('an account is added and removed by keyboard alone', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  await tabTo(page, 'dvcs-add-account');
  await page.keyboard.press('Enter');
  await until('the dialog has the focus', async () => (await focused(page)) === 'host');
  await page.keyboard.press('Escape');
  await until('the focus is back', async () => (await focused(page)) === 'dvcs-add-account');
  await page.keyboard.press('Space');
  await until('the dialog has the focus again', async () => (await focused(page)) === 'host');
  for (const [field, value] of [['name', NAME], ['url', environment.forge], ['token', environment.token]]) {
    await tabTo(page, field);
    await page.keyboard.type(value);
  }
  await page.keyboard.press('Enter');
  const [added] = await until('the account is stored', async () => {
    const found = (await accounts()).filter((each) => each.name === NAME);
    return found.length > 0 ? found : null;
  });
  await until('the new account has the focus', async () => (await focused(page)) === `dvcs-account-${added.id}`);
  await synchronised(added.id);
  await until('its state was announced', async () => /Up to date|Synchronising|Refreshing/.test(
    await page.locator('#dvcs-live').textContent({ timeout: 1000 }).catch(() => '')));

  await page.locator(`[data-account="${added.id}"]`).getByText('Up to date').waitFor();
  assert.equal(await focused(page), `dvcs-account-${added.id}`, 'polling leaves the focus alone');
  const actions = `dvcs-account-${added.id}-actions`;
  await tabTo(page, actions);
  await page.keyboard.press('Enter');
  await until('the menu has the focus', async () => (await focused(page)) !== actions);
  await downTo(page, 'Remove');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  const words = await dialog.textContent();
  assert.match(words, new RegExp(`removes the account ${NAME} from Jira with its \\d+ repositories`));
  await visitor.picture('remove', false);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await accounts()).some((each) => each.id === added.id), true, 'Escape removes nothing');
  await until('the focus is back where the menu was', async () => (await focused(page)) === actions);
  await page.keyboard.press('Enter');
  await until('the menu has the focus again', async () => (await focused(page)) !== actions);
  await downTo(page, 'Remove');
  await page.keyboard.press('Enter');
  await until('the harmless button has the focus', async () => (await focused(page)) === 'Cancel');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await focused(page), 'Remove');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await accounts()).some((each) => each.id === added.id), false);
  await until('the focus is on the page', async () => (await focused(page)) === 'dvcs-add-account');
  await visitor.leave();
});

test('every field and button has a name that a screen reader can say', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  await page.click('#dvcs-add-account');
  await page.getByRole('dialog').waitFor();
  const nameless = await page.locator('#dvcs-page button, #dvcs-page input, [role=dialog] input, [role=dialog] select, [role=dialog] button')
    .evaluateAll((all) => all.filter((one) => !one.textContent.trim() && !one.getAttribute('aria-label') && !(one.labels?.length))
      .map((one) => one.outerHTML));
  assert.deepEqual(nameless, []);
  await page.locator('summary', { hasText: 'signed by an authority of our own' }).click();
  assert.deepEqual(await violations(page), []);
  for (const label of ['Host', 'Team or User Account', 'Host URL', 'Access token', 'Auto Link New Repositories', 'Enable Smart Commits']) {
    assert.equal(await page.getByRole('dialog').getByLabel(label, { exact: false }).count() > 0, true, label);
  }
  await visitor.leave();
});
