// A core that does not load, a Jira that was copied, a session that ended. (Made answers: see support/made.js.)
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser } from '../support/browser.js';
import * as made from '../support/made.js';

let browser;
before(async () => { browser = await Browser.start(); });
after(() => browser.close());

async function open(answers) {
  const visitor = await browser.visitor();
  const asked = await made.answerWith(visitor.page, [...answers,
    [/^GET accounts$/, () => ({ items: [], start: 0, total: 0 })]]);
  await visitor.logIn('admin');
  await visitor.goto('/plugins/servlet/dvcs/accounts');
  await visitor.confirmPassword('admin');
  return { visitor, page: visitor.page, asked };
}

test('a missing core is named, with what to do, and nothing can be added', async () => {
  const problem = 'The native library needs glibc 2.28 or later; this system has 2.17.';
  const { visitor, page } = await open([[/^GET status$/, () => made.status({ nativeLoaded: false, nativeProblem: problem })]]);
  await page.getByText('The native core is not loaded').waitFor();
  await page.getByText(problem).waitFor();
  await page.locator('#dvcs-add-account:disabled').waitFor();
  await visitor.leave();
});

for (const [label, moved] of [['This Jira has moved', true], ['This is a copy', false]]) {
  test(`a copied Jira waits until somebody says: ${label}`, async () => {
    const reason = 'The base URL was https://jira.localhost and is now https://test.localhost.';
    let decided = null;
    const { visitor, page } = await open([
      [/^GET status$/, () => made.status(decided === null ? { paused: true, pausedReason: reason } : {})],
      [/^POST status\/resume$/, (url, request) => {
        decided = request.postDataJSON().moved;
        return made.status();
      }]]);
    await page.getByText(reason).waitFor();
    await visitor.picture('paused');
    await page.getByRole('button', { name: label }).click();
    await page.getByText(reason).waitFor({ state: 'detached' });
    assert.equal(decided, moved);
    await page.locator('#dvcs-add-account:enabled').waitFor();  // the list is read anew first
    await visitor.leave();
  });
}

test('an ended session says so and offers the way back', async () => {
  const { visitor, page } = await open([[/^GET status$/, () => ({ status: 401, body: { error: 'Confirm your password.', field: 'websudo' } })]]);
  await page.getByText('Your administrator session has ended').waitFor();
  await page.unroute('**/plugins/servlet/dvcs/api/1/**');
  await page.getByRole('button', { name: 'Confirm again' }).click();
  await page.getByText('Your administrator session has ended').waitFor({ state: 'detached' });
  await page.getByRole('heading', { name: 'DVCS accounts', exact: true }).waitFor();
  await visitor.leave();
});
