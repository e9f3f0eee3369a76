// Rules of an account: previewed, corrected, saved and taken back, by keyboard; the repositories follow.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { api, groupAccount, synchronised, until } from '../support/api.js';
import { violations } from '../support/axe.js';
import { Browser } from '../support/browser.js';
import { environment } from '../support/environment.js';
import { downTo, focused, tabTo } from '../support/keyboard.js';
import { repositoryOf } from '../support/smart.js';

let browser;
let account;
before(async () => {
  browser = await Browser.start();
  account = await groupAccount();
});
after(async () => {
  await api('PUT', `accounts/${account.id}/rules`, { body: { include: '', exclude: '' } });
  await synchronised(account.id);
  await browser.close();
});

async function openRules(page) {
  const trigger = page.getByRole('button', { name: `Actions for ${environment.group}` });
  await trigger.focus();
  await page.keyboard.press('Enter');
  await downTo(page, 'Repository rules…');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText(`Repository rules of ${environment.group}`).waitFor();
  await until('the first list has the focus', async () => (await focused(page)) === 'include');
}

const linked = async (name) => (await repositoryOf(account, `${environment.group}/${name}`)).linked;

test('rules are previewed, corrected and saved, and what they exclude is unlinked', async () => {
  const visitor = await browser.visitor({ policy: true });
  const { page } = visitor;
  await visitor.openAccounts();
  await openRules(page);
  const dialog = page.getByRole('dialog');
  await tabTo(page, 'exclude');
  await page.keyboard.type(`${environment.group}/web**`);
  await tabTo(page, 'Preview');
  await page.keyboard.press('Enter');
  await dialog.locator('[data-for=exclude]', { hasText: `Line 1, “${environment.group}/web**”: ** stands alone between slashes` }).waitFor();
  assert.equal(await focused(page), 'exclude', 'where the slip is');
  await page.keyboard.press('Control+a');
  await page.keyboard.type(`${environment.group}/web*\n**/nothing-like-this/**`);
  await tabTo(page, 'Preview');
  await page.keyboard.press('Enter');
  await dialog.getByText('Unlinked: 1', { exact: true }).waitFor();
  await dialog.locator('.dvcs-rules-names').getByText(`${environment.group}/webshop`, { exact: true }).waitFor();
  await dialog.getByText('Nothing has been changed yet.').waitFor();
  assert.equal(await linked('webshop'), true, 'a preview does nothing');
  assert.deepEqual(await violations(page), []);
  await visitor.picture('rules', false);

  await page.locator('textarea[name=include]').focus();
  await page.keyboard.type(`${environment.group}/**`);
  await dialog.getByText('The rules were changed.').waitFor();
  assert.equal(await dialog.getByRole('button', { name: 'Save' }).count(), 0, 'what was not seen is not saved');
  await tabTo(page, 'Preview');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Save' }).waitFor();
  await until('the focus stays on the button', async () => (await focused(page)) === 'Save');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await until('it is said aloud', async () => /^The rules were saved. Linked: \d+, of these newly: 0. Unlinked: 1.$/.test(await page.locator('#dvcs-live').textContent()));
  assert.equal(await linked('webshop'), false);
  assert.equal(await linked('billing'), true);
  await page.locator('tr[data-repository]', { has: page.getByRole('link', { name: `${environment.group}/webshop`, exact: true }) }).getByText('Not enabled').waitFor();

  assert.equal((await api('POST', `accounts/${account.id}/refresh`)).status, 202);
  await synchronised(account.id);
  assert.equal(await linked('webshop'), false, 'a refresh does not link it');
  await page.getByRole('checkbox', { name: `Synchronise ${environment.group}/webshop` }).click();
  await page.getByText(`can't be linked: the rule “${environment.group}/web*” of the account excludes it. Change the rules first.`).waitFor();
  await visitor.leave();
});

test('rules that are taken back link again, and Escape changes nothing', async () => {
  await api('PUT', `accounts/${account.id}/rules`, { body: { include: '', exclude: `${environment.group}/webshop` } });
  const visitor = await browser.visitor({ policy: true });
  const { page } = visitor;
  await visitor.openAccounts();
  await openRules(page);
  assert.equal(await page.locator('textarea[name=exclude]').inputValue(), `${environment.group}/webshop`);
  await tabTo(page, 'exclude');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal((await api('GET', `accounts/${account.id}/rules`)).json.exclude, `${environment.group}/webshop`);
  await openRules(page);
  await tabTo(page, 'exclude');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await tabTo(page, 'Preview');
  await page.keyboard.press('Enter');
  await page.getByText('Newly linked: 1', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Save' }).press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await until('it is linked and read again', async () => {
    const now = await repositoryOf(account, `${environment.group}/webshop`);
    return now.linked && now.state === 'SYNCED';
  });
  await visitor.leave();
});
