// A run that lasts, and what the brake holds back. (Made answers: see support/made.js; the real thing is in import.test.js.)
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Browser } from '../support/browser.js';
import * as made from '../support/made.js';

let browser;
before(async () => { browser = await Browser.start(); });
after(() => browser.close());

/** A page whose account and repositories are what `world` says at the moment. */
async function open(world, extra = []) {
  const visitor = await browser.visitor();
  const asked = await made.answerWith(visitor.page, [...extra,
    [/^GET accounts$/, () => ({ items: [world.account], start: 0, total: 1 })],
    [/^GET status$/, () => made.status()],
    [/^GET accounts\/1\/repositories$/, (url) => {
      const show = url.searchParams.get('show');
      const items = world.repositories.filter((each) => show === 'all' || each.state.toLowerCase() === show);
      return { items, start: 0, total: items.length };
    }]]);
  await visitor.openAccounts();
  await visitor.page.locator('tr[data-repository]').first().waitFor();
  return { visitor, page: visitor.page, asked };
}

function running(done, change = {}) {
  return made.account({
    state: 'SYNCING',
    repositoriesFailed: 2,
    progress: made.progress({
      phase: 'synchronising', repositoriesDone: done, repositoriesAll: 4000, commitsSeen: 250_000, requests: 1234, commitsPerSecond: 812.4, secondsLeft: 1260, ...change,
    }),
  });
}

test('a run says how far it is, how fast, what failed and what to do, and can be cancelled', async () => {
  const trouble = { lastError: 'acme/web: the host answered 403.', remedy: 'Give the token the scope read_api.' };
  const world = {
    account: running(1100, trouble),
    repositories: [
      made.repository(1, { state: 'SYNCING', progress: made.progress({ phase: 'merge requests', commitsSeen: 9000, commitsPerSecond: 700 }) }),
      made.repository(2, { state: 'QUEUED' }),
    ],
  };
  const { visitor, page, asked } = await open(world, [
    [/^POST accounts\/1\/cancel$/, () => { world.account = made.account(); return world.account; }],
    [/^POST repositories\/2\/cancel$/, () => { world.repositories[1] = made.repository(2); return world.repositories[1]; }]]);
  const words = page.locator('.dvcs-progress-text');
  assert.equal(await words.textContent(),
    'Synchronising · Repositories: 1,100 of 4,000 · Commits read: 250,000 · 812 commits a second · About 21 min left · Requests: 1,234');
  assert.equal(await page.locator('.dvcs-progress-trouble').textContent(), 'Last problem: acme/web: the host answered 403. Give the token the scope read_api.');
  await page.locator('tr[data-repository="1"]').getByText('Reading merge requests · Commits read: 9,000 · 700 commits a second').waitFor();
  await visitor.picture('running');

  await page.getByRole('button', { name: 'Cancel the synchronisation of large/service-0002' }).click();
  await page.locator('tr[data-repository="2"]').getByText('Synchronised', { exact: true }).waitFor();
  const cancel = page.getByRole('button', { name: 'Cancel the refresh of large' });
  await cancel.focus();
  await page.keyboard.press('Enter');
  await cancel.waitFor({ state: 'hidden' });
  assert.equal(await page.evaluate(() => document.activeElement.id), 'dvcs-account-1', 'the focus is not lost with the button');
  assert.deepEqual(asked.filter((each) => each.startsWith('POST')), ['POST repositories/2/cancel', 'POST accounts/1/cancel']);
  await visitor.leave();
});

test('a screen reader hears each quarter of a run and its end, not every second', async () => {
  const steps = [100, 400, 900, 1000, 1100, 1900, 2000, 2100, 3900, 3950];
  const world = { account: running(0), repositories: [made.repository(1)] };
  const { visitor, page } = await open(world, [[/^GET accounts$/, () => {
    const done = steps.shift();
    return { items: [done === undefined ? made.account() : running(done)], start: 0, total: 1 };
  }]]);
  await page.evaluate(() => {
    window.said = [];
    new MutationObserver(() => window.said.push(document.getElementById('dvcs-live')?.textContent))
      .observe(document.getElementById('dvcs-page'), { subtree: true, childList: true, characterData: true });
  });
  await page.getByText('Up to date', { exact: true }).waitFor();
  const said = (await page.evaluate(() => window.said)).filter((each, at, all) => each && each !== all[at - 1]);
  assert.deepEqual(said, [
    'Account large: 1,000 of 4,000 repositories are done', 'Account large: 2,000 of 4,000 repositories are done',
    'Account large: 3,900 of 4,000 repositories are done', 'Account large: Up to date']);
  assert.equal(await page.locator('#dvcs-live').getAttribute('aria-live'), 'polite');
  assert.equal(await page.locator('#dvcs-page [aria-live=assertive]').count(), 0);
  await visitor.leave();
});

test('repositories that are gone at once are held: accepting asks first, keeping does not', async () => {
  const world = { account: made.account({ held: made.held(12, 40) }), repositories: [made.repository(1)] };
  const answers = [];
  const { visitor, page } = await open(world, [[/^POST accounts\/1\/deletions$/, (url, request) => {
    answers.push(request.postDataJSON());
    world.account = made.account({ held: made.held(12, 40, request.postDataJSON().accept ? 'ACCEPTED' : 'REJECTED') });
    return world.account;
  }]]);
  await page.getByText('12 of 40 repositories are gone at the host. Nothing was removed.').waitFor();
  await visitor.picture('held');
  await page.getByRole('button', { name: 'Accept deletions of repositories of large' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Remove 12 repositories of large?').waitFor();
  await visitor.picture('held-question', false);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.deepEqual(answers, [], 'Escape removes nothing');
  await page.getByRole('button', { name: 'Keep the repositories of large' }).click();
  await page.getByText('They are kept, as you decided.').waitFor();
  assert.deepEqual(answers, [{ accept: false }]);
  assert.equal(await page.getByRole('button', { name: /^Accept deletions/ }).isHidden(), true);
  await visitor.leave();
});

test('branches that are held are settled in the row, by keyboard', async () => {
  const world = { account: made.account(), repositories: [made.repository(1, { held: made.held(30, 100) })] };
  const answers = [];
  const { visitor, page } = await open(world, [[/^POST repositories\/1\/deletions$/, (url, request) => {
    answers.push(request.postDataJSON());
    [world.repositories[0]] = [made.repository(1, { held: made.held(30, 100, 'ACCEPTED') })];
    return world.repositories[0];
  }]]);
  await page.getByText('30 of 100 branches are gone at the host. Nothing was removed.').waitFor();
  await page.getByRole('button', { name: 'Accept deletions of branches of large/service-0001' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.waitForFunction(() => document.activeElement.textContent === 'Cancel');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText('The deletions were accepted. They happen in the run that follows.').waitFor();
  assert.deepEqual(answers, [{ accept: true }]);
  await visitor.leave();
});

test('a row says when it was verified, by which way, and since when it is gone', async () => {
  const world = {
    account: made.account({ repositoriesFailed: 1 }),
    repositories: [
      made.repository(1, { verifiedAt: 1700000500000, source: 'git' }),
      made.repository(2, { verifiedAt: 1700000500000, source: 'rest' }),
      made.repository(3, { state: 'GONE', goneAt: 1700000000000, removedAt: 1702600000000 }),
      made.repository(4, { state: 'FAILED', error: 'The repository is disabled at the host. Enable it there, or switch it off here.' }),
      made.repository(5, { state: 'NEW', lastSync: 0, source: '' }),
    ],
  };
  const { visitor, page } = await open(world);
  const row = (number) => page.locator(`tr[data-repository="${number}"]`);
  assert.match(await row(1).locator('.dvcs-verified').textContent(), /^Verified .*2023.* · by git$/);
  assert.match(await row(2).locator('.dvcs-verified').textContent(), / · by REST$/);
  assert.match(await row(3).locator('.dvcs-state > .dvcs-detail:not(.dvcs-hook)').textContent(), /^Gone since Nov 14, 2023.*is removed on Dec 15, 2023/);
  assert.equal(await row(3).getByRole('button', { name: /^Sync/ }).count(), 0);
  assert.equal(await row(5).locator('.dvcs-synchronised').textContent(), 'Never');
  await visitor.picture('states');

  await page.getByRole('button', { name: '1 repository failed' }).click();
  await page.waitForFunction(() => document.querySelectorAll('tr[data-repository]').length === 1);
  await row(4).getByText('The repository is disabled at the host.').waitFor();
  const filter = page.getByRole('combobox', { name: 'Show the repositories of large by state' });
  assert.equal(await filter.inputValue(), 'failed');
  await filter.selectOption('unlinked');
  await page.locator('.dvcs-nothing', { hasText: 'No repository matches.' }).waitFor();
  await filter.selectOption('all');
  await page.waitForFunction(() => document.querySelectorAll('tr[data-repository]').length === 5);
  await visitor.leave();
});
