// An open issue page follows a push without a reload: as the forge's webhook tells of it, and without disturbing who reads.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.js';
import { groupAccount, until } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { environment } from '../support/environment.js';
import { Clone } from '../support/forge.js';
import { ALICE, repositoryOf } from '../support/smart.js';

const KEY = 'KEY-191';
const TAB = `/browse/${KEY}?page=dvcs.native.connector:dvcs-commits`;
const PATH = `${environment.group}/webshop`;
const PULSE = /\/issues\/[^/]+\/development\/version$/;

let browser;
let clone;
const branches = new Set();

before(async () => {
  browser = await Browser.start();
  const account = await groupAccount();
  await until(`${PATH} has a webhook`, async () => ['ACTIVE', 'GROUP'].includes((await repositoryOf(account, PATH)).hook.state));
  clone = new Clone(PATH);
});
after(async () => {
  branches.forEach((branch) => clone.remove(branch));
  clone.close();
  await browser.close();
});

function push(branch, message) {
  clone.push(clone.commit(message, ALICE), branch);
  branches.add(branch);
}

async function open(path = TAB) {
  const visitor = await browser.visitor();
  await visitor.logIn('alice');
  await visitor.goto(path);
  await visitor.page.locator('.dvcs-development').waitFor();
  await visitor.page.evaluate(() => { window.sameDocument = true; });
  return { visitor, page: visitor.page };
}

test('a push shows in the panel and on the Commits tab of the open page', async () => {
  const { visitor, page } = await open();
  const pushed = Date.now();
  push('live-one', `${KEY} seen without a reload`);
  await page.locator('.dvcs-panel-commits li', { hasText: 'seen without a reload' }).waitFor();
  const seconds = (Date.now() - pushed) / 1000;
  console.log(`the push was on the open page ${seconds.toFixed(1)} s after it began`);
  await page.locator('.dvcs-commit', { hasText: 'seen without a reload' }).waitFor();
  assert.equal(await page.evaluate(() => window.sameDocument), true);
  await page.locator('#dvcs-issue-live', { hasText: `The development of ${KEY} was updated.` }).waitFor({ state: 'attached' });
  assert.deepEqual(await violations(page), []);
  await visitor.leave();
});

test('focus, place and what stood there before stay what they are', async () => {
  push('live-two', `${KEY} here before`);
  const { visitor, page } = await open();
  await page.locator('.dvcs-commit', { hasText: 'here before' }).waitFor();
  const link = page.locator('.dvcs-commit', { hasText: 'here before' }).locator('a.dvcs-sha');
  await link.focus();
  await page.setViewportSize({ width: 1280, height: 400 });
  await link.evaluate((element) => { element.scrollIntoView({ block: 'center' }); window.kept = element; });
  const top = await link.evaluate((element) => element.getBoundingClientRect().top);
  push('live-three', `${KEY} above it`);
  await page.locator('.dvcs-commit', { hasText: 'above it' }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement === window.kept && document.contains(window.kept)), true);
  await until('the page has settled', async () => Math.abs(await page.evaluate(() => window.kept.getBoundingClientRect().top) - top) < 30);
  await visitor.leave();
});

test('an issue that nothing named shows its first commit, and where the focus was gone it is in the panel', async () => {
  const { visitor, page } = await open('/browse/KEY-192?page=dvcs.native.connector:dvcs-commits');
  await page.locator('.dvcs-tab .dvcs-nothing').waitFor();
  await page.evaluate(() => {
    const soonGone = document.querySelector('.dvcs-development .dvcs-nothing');
    soonGone.tabIndex = 0;
    soonGone.focus();
  });
  push('live-four', 'KEY-192 the first of all');
  await page.locator('.dvcs-commit', { hasText: 'the first of all' }).waitFor();
  assert.equal(await page.locator('.dvcs-nothing').count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement.className), 'dvcs-development');
  await visitor.leave();
});

/** On a clock of the story's, with the server's answers made up. */
async function onAClock(answer) {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.logIn('alice');
  await page.clock.install();
  const asked = [];
  await page.route(PULSE, (route) => {
    asked.push(route.request().headers()['if-none-match']);
    return route.fulfill(answer());
  });
  await visitor.goto(`/browse/${KEY}`);
  await page.locator('.dvcs-development').waitFor();
  const during = async (seconds) => {
    const before = asked.length;
    // Second by second, so that each answer arrives before the next question is due.
    for (let i = 0; i < seconds; i += 1) {
      const now = asked.length;
      await page.clock.runFor(1000);
      if (asked.length > now) await page.evaluate(() => new Promise((resolve) => { queueMicrotask(resolve); }));
    }
    return asked.length - before;
  };
  return { visitor, page, asked, during };
}

test('it asks each second, seldom when the page was left alone, and never while nobody sees it', async () => {
  const { visitor, page, asked, during } = await onAClock(() => ({ status: 304 }));
  const fresh = await during(60);
  assert.ok(fresh >= 30 && fresh <= 75, `${fresh} questions in a minute`);
  assert.match(asked[0], /^"[0-9a-f]{16}"$/);
  await page.clock.fastForward('10:00');
  await during(30);
  const left = await during(120);
  assert.ok(left >= 4 && left <= 9, `${left} questions in two minutes of a page that was left alone`);
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await during(2);
  assert.equal(await during(120), 0);
  await page.evaluate(() => {
    delete document.hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  });
  assert.ok(await during(2) >= 1, 'at once when it is seen again');
  await visitor.leave();
});

test('a server that fails, or a session that ended, is asked less and less', async () => {
  const { visitor, page, during } = await onAClock(() => ({ status: 401, json: { error: 'Log in to see this issue.' } }));
  const asked = await during(120);
  assert.ok(asked >= 3 && asked <= 8, `${asked} questions`);
  assert.equal(await page.locator('.dvcs-development').count(), 1, 'what was there stays');
  await visitor.leave();
});
