// The queue: what runs, waits and failed is seen, moved, cancelled and tried again, by keyboard and without reload.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { api, groupAccount, until } from '../support/api.js';
import { violations } from '../support/axe.js';
import { Browser } from '../support/browser.js';
import { environment } from '../support/environment.js';
import { silence, speak } from '../support/forge.js';
import { focused, tabTo } from '../support/keyboard.js';
import * as made from '../support/made.js';
import { repositoryOf } from '../support/smart.js';

let browser;
let account;
before(async () => {
  browser = await Browser.start();
  account = await groupAccount();
});
after(async () => {
  await speak();
  await browser.close();
});

async function queue(query = {}) {
  const { status, json } = await api('GET', `queue?${new URLSearchParams({ limit: 200, ...query })}`);
  assert.equal(status, 200);
  return json;
}

const saidAloud = (page, sentence) => until(`it is said: ${sentence}`, async () => (await page.locator('#dvcs-live').textContent()) === sentence);
const row = (page, path) => page.locator('tr[data-queue]', { has: page.getByRole('link', { name: path, exact: true }) });

test('what waits is moved to the top and cancelled, while the forge keeps everybody waiting', async () => {
  await silence(environment.group);
  const repositories = await Promise.all(environment.projects.filter((each) => each.path.startsWith(`${environment.group}/`))
    .map((each) => repositoryOf(account, each.path)));
  const wanted = repositories.filter((each) => each?.linked && each.state !== 'GONE');
  for (const each of wanted) assert.equal((await api('POST', `repositories/${each.id}/sync?full=false`)).status, 202);
  assert.ok(wanted.length > 5, 'more than can run at once, and two that wait');
  await until('as many run as may', async () => (await queue({ account: account.id })).running === 4);

  const visitor = await browser.visitor({ policy: true });
  const { page } = visitor;
  await visitor.openQueue(`?account=${account.id}`);
  assert.equal(await page.locator('tr[data-queue][data-state=RUNNING]').count(), 4);
  const last = (await queue({ state: 'WAITING', account: account.id })).items.at(-1).repository;
  await tabTo(page, 'state');
  await page.keyboard.type('Wait');
  await until('only what waits is listed', async () => (await page.locator('tr[data-queue][data-state=RUNNING]').count()) === 0);
  assert.match(new URL(page.url()).search, /state=WAITING/);
  await row(page, last).getByRole('button', { name: `Move ${last} to the top` }).focus();
  await page.keyboard.press('Enter');
  await saidAloud(page, `${last} is the next of its kind.`);
  assert.match(await page.locator('tr[data-queue]').first().textContent(), new RegExp(last));
  assert.equal(await focused(page), 'Move to top', 'the focus went with the row');
  assert.equal((await queue({ state: 'WAITING', account: account.id })).items[0].repository, last);
  assert.deepEqual(await violations(page), []);
  await visitor.picture('queue');

  await tabTo(page, 'Cancel');
  await page.keyboard.press('Enter');
  await saidAloud(page, `${last} was cancelled.`);
  assert.equal(await row(page, last).count(), 0);
  assert.equal(await focused(page), 'dvcs-queue', 'the focus is not lost with the row');
  await page.getByLabel('Show by state').selectOption('');
  await speak();
  assert.equal((await api('POST', `accounts/${account.id}/cancel`)).status, 202);
  await until('nothing runs or waits', async () => { const now = await queue({ account: account.id }); return now.running + now.waiting === 0; });
  await until('the page follows without reload', async () => (await page.locator('tr[data-queue]:not([data-state=FAILED])').count()) === 0);
  await visitor.leave();
});

function item(number, change = {}) {
  const path = `large/service-${String(number).padStart(5, '0')}`;
  return {
    repositoryId: number, accountId: 1, repository: path, webUrl: `https://gitlab.localhost/${path}`, account: 'large', accountUrl: 'https://gitlab.localhost',
    state: 'WAITING', kind: 'HISTORY', since: 1700000000000, node: 'node1', progress: made.progress({ startedAt: 0 }), error: '', moved: false, ...change,
  };
}

test('ten thousand that wait are paged and searched, and what failed is tried again', async () => {
  const world = [
    item(0, { repositoryId: 0, repository: '', webUrl: '', state: 'RUNNING', kind: 'LISTING', progress: made.progress({ phase: 'listing', requests: 12 }) }),
    item(1, { state: 'RUNNING', kind: 'FULL', node: 'node2', progress: made.progress({ phase: 'commits', commitsSeen: 9000, commitsPerSecond: 700, requests: 40 }) }),
    ...Array.from({ length: 10_000 }, (_, at) => item(at + 2)),
    item(20_000, { state: 'FAILED', kind: 'CHANGES', node: '', error: 'The host answered 403. Give the token the scope read_api.' })];
  const visitor = await browser.visitor({ policy: true });
  const { page } = visitor;
  const asked = await made.answerWith(page, [
    [/^GET accounts$/, () => ({ items: [made.account()], start: 0, total: 1 })],
    [/^GET status$/, () => made.status()],
    [/^POST repositories\/20000\/sync$/, () => { Object.assign(world.at(-1), { state: 'WAITING', error: '' }); return made.repository(20_000); }],
    [/^POST repositories\/7\/top$/, () => ({ status: 409, body: { error: 'The repository does not wait any more: it runs, or its turn is over.' } })],
    [/^GET queue$/, (url) => {
      const of = (state) => world.filter((each) => each.state === state);
      const found = world.filter((each) => each.repository.includes(url.searchParams.get('search') ?? ''))
        .filter((each) => !url.searchParams.has('state') || each.state === url.searchParams.get('state'));
      const start = Number(url.searchParams.get('start'));
      return { items: found.slice(start, start + Number(url.searchParams.get('limit'))), start, total: found.length, running: of('RUNNING').length, waiting: of('WAITING').length, failed: of('FAILED').length };
    }]]);
  await visitor.openQueue();
  await page.getByText('1 to 25 of 10,003').waitFor();
  assert.deepEqual(await page.getByLabel('Show by state').locator('option').allTextContents(), ['All (10,003)', 'Running (2)', 'Waiting (10,000)', 'Failed (1)']);
  await page.locator('tr[data-queue="account-1"]').getByText('List of repositories', { exact: true }).waitFor();
  await row(page, 'large/service-00001').getByText('Reading commits · Commits read: 9,000 · 700 commits a second · Requests: 40').waitFor();
  await row(page, 'large/service-00001').getByText('node2').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.locator('.dvcs-found', { hasText: '26 to 50 of 10,003' }).waitFor();
  await saidAloud(page, '26 to 50 of 10,003');
  await page.getByRole('searchbox').fill('service-00007');
  await until('one is found', async () => (await page.locator('tr[data-queue]').count()) === 1);
  await page.getByRole('button', { name: 'Move large/service-00007 to the top' }).click();
  await page.getByRole('alert').getByText('The repository does not wait any more: it runs, or its turn is over.').waitFor();
  await page.getByRole('searchbox').fill('');
  await page.getByLabel('Show by state').selectOption('FAILED');
  await row(page, 'large/service-20000').getByText('The host answered 403. Give the token the scope read_api.').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.setViewportSize({ width: 768, height: 900 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 768);
  await page.getByRole('button', { name: 'Synchronise large/service-20000 again' }).click();
  await page.locator('.dvcs-nothing', { hasText: 'Nothing matches.' }).waitFor();
  assert.ok(asked.includes('POST repositories/20000/sync'));
  await visitor.leave();
});

test('a queue that nothing is in says so', async () => {
  const visitor = await browser.visitor({ policy: true });
  await made.answerWith(visitor.page, [
    [/^GET accounts$/, () => ({ items: [], start: 0, total: 0 })],
    [/^GET status$/, () => made.status()],
    [/^GET queue$/, () => ({ items: [], start: 0, total: 0, running: 0, waiting: 0, failed: 0 })]]);
  await visitor.openQueue();
  await visitor.page.getByText('Nothing runs, nothing waits, and nothing has failed.').waitFor();
  assert.deepEqual(await violations(visitor.page), []);
  await visitor.leave();
});
