// A user opens an issue and sees what git knows of it; text from a forge stays text.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.js';
import { api, groupAccount, until } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { commitsNaming, environment } from '../support/environment.js';

let browser;
before(async () => {
  browser = await Browser.start();
  await groupAccount();
});
after(() => browser.close());

function panel(page) {
  return page.locator('.dvcs-development');
}

test('the Commits tab shows author, date, message and link as git has them', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.logIn('alice');
  await visitor.goto('/browse/KEY-17');
  await panel(page).waitFor();
  await panel(page).getByRole('link', { name: 'Show all commits' }).click();
  const [expected] = commitsNaming('acme/odd-corners', 'KEY-16_KEY-17');
  const commit = page.locator('.dvcs-commit', { hasText: 'KEY-16_KEY-17' });
  await commit.waitFor();
  assert.equal(await commit.locator('.dvcs-author').textContent(), expected.author);
  assert.equal(await commit.locator('time').getAttribute('datetime'), expected.date);
  assert.equal(await commit.locator('.dvcs-message').textContent(), expected.message);
  const link = commit.locator('a.dvcs-sha');
  assert.equal(await link.textContent(), expected.sha.slice(0, 8));
  assert.equal(await link.getAttribute('href'), `${environment.forge}/acme/odd-corners/-/commit/${expected.sha}`);
  await visitor.leave();
});

test('a date before 1970 keeps its author’s offset', async () => {
  const visitor = await browser.visitor();
  await visitor.logIn('alice');
  await visitor.goto('/browse/KEY-8?page=dvcs.native.connector:dvcs-commits');
  const date = visitor.page.locator('.dvcs-commit', { hasText: 'KEY-8 written before 1970' }).locator('time');
  assert.equal(await date.getAttribute('datetime'), '1969-01-01T01:00:00+01:00'); // a year before the epoch, at +0100
  await visitor.leave();
});

test('a message with a script is text', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.logIn('alice');
  await visitor.goto('/browse/KEY-1?page=dvcs.native.connector:dvcs-commits');
  const title = await page.title();
  const [expected] = commitsNaming('acme/odd-corners', "<script>document.title='owned'</script>");
  const commit = page.locator('.dvcs-commit', { hasText: '<script>' });
  await commit.first().waitFor();
  assert.equal(await commit.first().locator('.dvcs-message').textContent(), expected.message);
  assert.equal(await page.locator('.dvcs-commit script, .dvcs-commit img, .dvcs-development script, .dvcs-development img').count(), 0);
  assert.equal(await page.title(), title);
  assert.notEqual(title, 'owned');
  await visitor.picture('issue');
  await visitor.leave();
});

test('the panel counts what the tab lists', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.logIn('alice');
  await visitor.goto('/browse/KEY-1?page=dvcs.native.connector:dvcs-commits');
  await page.locator('.dvcs-commit').first().waitFor();
  const listed = await page.locator('.dvcs-commit').count();
  const counted = await panel(page).locator('.dvcs-panel-commits .dvcs-count').textContent();
  assert.equal(Number.parseInt(counted, 10), listed);
  await visitor.leave();
});

test('merge requests carry their state and odd names stay text', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.logIn('alice');
  await visitor.goto('/browse/KEY-11');
  const request = panel(page).locator('.dvcs-panel-merge-requests li', { hasText: "<script>alert('KEY-11')</script>" });
  await request.waitFor();
  assert.deepEqual(await request.locator('.aui-lozenge:not(.dvcs-approved)').allTextContents(), ['Open', 'Draft']);
  await visitor.goto('/browse/KEY-13');
  const branch = panel(page).locator('.dvcs-panel-branches li', { hasText: 'fix/#42-100%-KEY-13-🚀' });
  await branch.waitFor();
  assert.match(await branch.locator('a').getAttribute('href'), /fix\/%2342-100%25-KEY-13-(🚀|%F0%9F%9A%80)$/);
  await visitor.leave();
});

test('what a commit changed and who reviewed a merge request come in the background', async () => {
  const loaded = (key, kind, is) => until(`the details of ${key}`, async () => (await api('GET', `issues/${key}/development`)).json[kind].some(is));
  await loaded('KEY-9', 'commits', (commit) => commit.message.startsWith('KEY-9 written in 2106') && commit.changes.loaded);
  await loaded('KEY-11', 'mergeRequests', (request) => request.approved);
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.logIn('alice');
  await visitor.goto('/browse/KEY-9?page=dvcs.native.connector:dvcs-commits');
  const commit = page.locator('.dvcs-commit', { hasText: 'KEY-9 written in 2106' });
  assert.match(await commit.locator('.dvcs-sum').textContent(), /^2 files changed.*5 lines added, 0 removed.*\+5$/);
  const files = commit.locator('.dvcs-files li');
  assert.deepEqual(await files.locator('.dvcs-file').allTextContents(), ['doc/<b>bold</b> & ünïcödé.txt', 'src/plain.txt']);
  assert.equal(await files.locator('b').count(), 0);
  const [{ sha }] = commitsNaming('acme/odd-corners', 'KEY-9 written in 2106');
  assert.match(await files.first().locator('a').getAttribute('href'), new RegExp(`/acme/odd-corners/-/commit/${sha}#[0-9a-f]{40}$`));
  await visitor.picture('changes');
  assert.deepEqual(await violations(page), []);
  await visitor.goto('/browse/KEY-11');
  const request = panel(page).locator('.dvcs-panel-merge-requests li', { hasText: "<script>alert('KEY-11')</script>" });
  assert.equal(await request.locator('.dvcs-reviewers').textContent(), 'Reviewers: Björn Çelik (approved), <i>Dana</i> (changes requested)');
  assert.equal(await request.locator('.dvcs-approved').textContent(), 'Approved');
  await visitor.picture('reviewers');
  assert.deepEqual(await violations(page), []);
  await visitor.leave();
});
