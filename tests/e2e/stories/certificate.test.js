// A company's own authority is pasted into the account; what is no certificate is named beside its field.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { accounts } from '../support/api.js';
import { Browser } from '../support/browser.js';

let browser;
before(async () => { browser = await Browser.start(); });
after(() => browser.close());

test('the folded field takes PEM, and its mistakes are explained where they are', async () => {
  const before = (await accounts()).map((each) => each.id);
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  await page.click('#dvcs-add-account');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Team or User Account').fill('acme');
  await dialog.getByLabel('Host URL').fill('https://gitlab.example.com');
  await dialog.getByLabel('Access token').fill('t');
  const pem = dialog.getByLabel('CA certificate');
  assert.equal(await pem.isVisible(), false, 'few need it');
  await dialog.getByText('signed by an authority of our own').focus();
  await page.keyboard.press('Enter');
  await pem.fill('hello');
  await dialog.getByRole('button', { name: 'Add' }).click();
  const error = dialog.locator('.error[data-for="ca"]:not(:empty)');
  await error.waitFor();
  assert.match(await error.textContent(), /^This is no certificate in PEM form\. Paste it whole/);
  await visitor.picture('certificate', false);
  await pem.fill('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.locator('.error[data-for="ca"]', { hasText: 'This holds a private key' }).waitFor();
  assert.deepEqual((await accounts()).map((each) => each.id), before, 'nothing is stored');
  await visitor.leave();
});
