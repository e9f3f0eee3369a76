// A strict Content-Security-Policy (the host sends it to who asks for it): each page and each dialog lives without inline script and style.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { groupAccount, until } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { environment } from '../support/environment.js';

let browser;
before(async () => {
  browser = await Browser.start();
  await groupAccount();
});
after(() => browser.close());

test('what breaks the policy is noticed', async () => {
  const visitor = await browser.visitor({ policy: true });
  const { page } = visitor;
  const answer = await visitor.goto('/login.jsp');
  assert.match(answer.headers()['content-security-policy'], /script-src 'self'; style-src 'self';/);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.broken = true';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<p style="color: red">red</p>');
  });
  await until('both are noticed', () => visitor.wrong.length === 2);
  assert.equal(await page.evaluate(() => window.broken), undefined, 'the script did not run');
  assert.match(visitor.wrong.sort().join('\n'), /^policy: script-src-elem inline.*\npolicy: style-src-attr inline/);
  visitor.wrong.length = 0;
  await visitor.leave();
});

test('every dialog of an account opens under it', async () => {
  const visitor = await browser.visitor({ policy: true });
  const { page } = visitor;
  await visitor.openAccounts();
  const trigger = page.getByRole('button', { name: `Actions for ${environment.group}` });
  await trigger.click();
  const items = (await page.getByRole('menuitem').allTextContents()).filter((each) => each !== 'Log of smart commits');
  await page.keyboard.press('Escape');
  let opened = 0;
  for (const item of items) {
    await trigger.click();
    const entry = page.getByRole('menuitem', { name: item, exact: true });
    if (await entry.isVisible()) await entry.click();
    else await page.keyboard.press('Escape');
    // Some act at once, and open nothing.
    const dialog = await page.getByRole('dialog').waitFor({ timeout: 2000 }).then(() => true, () => false);
    if (dialog) {
      opened += 1;
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    }
  }
  assert.ok(opened >= 4, `${opened} dialogs were opened`);
  await page.locator('#dvcs-add-account').click();
  await page.getByRole('dialog').waitFor();
  await visitor.leave();
});

test('the other pages and an issue live under it', async () => {
  const visitor = await browser.visitor({ policy: true });
  await visitor.openSmartCommits();
  await visitor.goto('/plugins/servlet/dvcs/client-configurations');
  await visitor.page.locator('#dvcs-page h1').waitFor();
  await visitor.goto('/plugins/servlet/dvcs/queue');
  await visitor.page.locator('#dvcs-page h1').waitFor();
  await visitor.goto('/browse/KEY-1?page=dvcs.native.connector:dvcs-commits');
  await visitor.page.locator('.dvcs-development').waitFor();
  await visitor.leave();
});
