// An access token that ends soon: the page says so, and leads to where the next one is entered.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.js';
import { Browser } from '../support/browser.js';
import { account, answerWith, status } from '../support/made.js';

let browser;
before(async () => { browser = await Browser.start(); });
after(() => browser.close());

const ENDS = Date.UTC(2026, 11, 24);

async function open(visitor, expiry) {
  await answerWith(visitor.page, [
    [/^GET accounts$/, () => ({ items: [account({ access: { oauth: false, clientConfiguration: 0, expiresAt: ENDS, expiry } })], start: 0, total: 1 })],
    [/^GET accounts\/1\/repositories/, () => ({ items: [], start: 0, total: 0 })],
    [/^GET status/, () => status()],
  ]);
  await visitor.openAccounts();
  await visitor.page.locator('.dvcs-account').waitFor();
}

for (const [expiry, words, kind] of [['SOON', /ends on .*2026.*\. Create a new one/, 'warning'], ['VERY_SOON', /in less than three days/, 'warning'], ['PAST', /ended on/, 'error']]) {
  test(`a token whose end is ${expiry} is warned of, and changed from there`, async () => {
    const visitor = await browser.visitor();
    const { page } = visitor;
    await open(visitor, expiry);
    const notice = page.locator(`.dvcs-access.aui-message-${kind}:not([hidden])`);
    assert.match(await notice.textContent(), words);
    assert.match(await page.locator('.dvcs-facts').textContent(), /Access token, ends .*2026/);
    assert.deepEqual(await violations(page), []);
    await notice.getByRole('button', { name: 'Change the access token of large' }).click();
    await page.getByRole('dialog').getByLabel('Access token').waitFor();
    await visitor.leave();
  });
}

test('a token whose end is far is no reason to say anything', async () => {
  const visitor = await browser.visitor();
  await open(visitor, 'FAR');
  assert.equal(await visitor.page.locator('.dvcs-access:not([hidden])').count(), 0);
  assert.match(await visitor.page.locator('.dvcs-facts').textContent(), /Access token, ends .*2026/);
  await visitor.leave();
});
