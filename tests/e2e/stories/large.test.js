// 5,000 repositories: the page asks for 25 at a time and searches at the server. (Made answers: see support/made.js.)
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser } from '../support/browser.js';
import * as made from '../support/made.js';

const all = Array.from({ length: 5000 }, (_, i) => made.repository(i + 1));
let browser;
before(async () => { browser = await Browser.start(); });
after(() => browser.close());

function slice(url) {
  const search = url.searchParams.get('search');
  const found = all.filter((each) => each.path.includes(search));
  const start = Number(url.searchParams.get('start'));
  return { items: found.slice(start, start + Number(url.searchParams.get('limit'))), start, total: found.length };
}

async function open(extra = []) {
  const visitor = await browser.visitor();
  const asked = await made.answerWith(visitor.page, [...extra,
    [/^GET accounts$/, () => ({ items: [made.account()], start: 0, total: 1 })],
    [/^GET status$/, () => made.status()],
    [/^GET accounts\/1\/repositories$/, slice]]);
  await visitor.openAccounts();
  await visitor.page.locator('tr[data-repository]').first().waitFor();
  return { visitor, page: visitor.page, asked };
}

test('pages and search find any repository, and an idle page asks nothing', async () => {
  const { visitor, page, asked } = await open();
  assert.equal(await page.locator('tr[data-repository]').count(), 25);
  assert.match(await page.locator('.dvcs-found').textContent(), /1 to 25 of 5,000/);
  await page.getByRole('button', { name: 'Next' }).click();
  await page.locator('.dvcs-found', { hasText: '26 to 50 of 5,000' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Previous' }).isEnabled(), true);
  await page.getByRole('searchbox').fill('service-4711');
  await page.getByRole('link', { name: 'large/service-4711' }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('tr[data-repository]').length === 1);
  await page.getByRole('searchbox').fill('nothing like this');
  await page.locator('.dvcs-nothing', { hasText: 'No repository matches.' }).waitFor();
  await page.getByRole('searchbox').fill('');
  await page.locator('.dvcs-found', { hasText: '1 to 25 of 5,000' }).waitFor();
  await visitor.picture('large');
  const polls = asked.filter((each) => each === 'GET accounts').length;
  assert.equal(polls, 1, 'nothing runs, so the list of accounts is asked for once');
  await visitor.leave();
});

test('while something runs the page follows it and keeps the focus', async () => {
  let commits = 0;
  const { visitor, page, asked } = await open([[/^GET accounts$/, () => {
    commits += 1000;
    const running = commits < 4000;
    const progress = made.progress({ phase: 'synchronising', repositoriesDone: commits / 1000, repositoriesAll: 5000, commitsSeen: commits, requests: commits / 100 });
    return { items: [made.account(running ? { state: 'SYNCING', progress } : {})], start: 0, total: 1 };
  }]]);
  await page.getByRole('searchbox').focus();
  await page.getByText(/Repositories: 3 of 5,000 · Commits read: 3,000 · .*Requests: 30/).waitFor();
  assert.equal(await page.locator('aui-progressbar').getAttribute('value'), '3');
  assert.equal(await page.evaluate(() => document.activeElement.type), 'search');
  await page.getByText('Up to date', { exact: true }).waitFor();
  assert.equal(await page.locator('.dvcs-progress').isHidden(), true);
  assert.equal(asked.filter((each) => each === 'GET accounts').length, 4, 'it stops asking when nothing runs');
  await visitor.leave();
});

test('in a narrow window the columns stay readable and the page itself does not scroll sideways', async () => {
  const { visitor, page } = await open();
  await page.setViewportSize({ width: 768, height: 900 });
  const boxes = await page.locator('tr[data-repository]').first().locator('td').evaluateAll((cells) => cells
    .map((cell) => cell.getBoundingClientRect()).map(({ left, right }) => ({ left, right })));
  assert.ok(boxes[1].right - boxes[1].left >= 120, `the repository has ${boxes[1].right - boxes[1].left} pixels`);
  assert.ok(boxes[3].right - boxes[3].left >= 120, `the state has ${boxes[3].right - boxes[3].left} pixels`);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 768);
  await visitor.picture('narrow');
  await visitor.leave();
});

test('what a forge calls itself never becomes markup', async () => {
  const evil = '</script><img src=x onerror=alert(1)>';
  const { visitor, page } = await open([
    [/^GET accounts$/, () => ({ items: [made.account({ name: evil, error: evil, state: 'FAILED' })], start: 0, total: 1 })],
    [/^GET accounts\/1\/repositories$/, () => ({
      items: [made.repository(1, { path: evil, webUrl: 'javascript:alert(2)', error: evil, state: 'FAILED' })], start: 0, total: 1,
    })]]);
  await page.getByText(evil).first().waitFor();
  assert.equal(await page.locator('#dvcs-page img, #dvcs-page script').count(), 0);
  assert.equal(await page.locator('#dvcs-page a[href^="javascript"]').count(), 0);
  await visitor.leave();
});
