// The pages of smart commits where a small Jira can't show it: thousands of commands, every state, a core that is missing, hostile
// texts. (Made answers: see support/made.js; the real thing is in smart-commits.test.js.)
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.js';
import { Browser } from '../support/browser.js';
import * as made from '../support/made.js';

let browser;
before(async () => { browser = await Browser.start(); });
after(() => browser.close());

const paths = ['large/service-0001', 'large/service-0002'];

/** A page whose log is what `world.commands` says at the moment. */
async function open(world, extra = [], query = '', prepare = () => {}) {
  const visitor = await browser.visitor();
  await prepare(visitor.page);
  const asked = [];
  await made.answerWith(visitor.page, [...extra,
    [/^GET accounts$/, () => ({ items: [made.account()], start: 0, total: 1 })],
    [/^GET status$/, () => made.status(world.status)],
    [/^GET accounts\/1\/repositories$/, (url) => {
      const items = paths.map((path, at) => made.repository(at + 1, { path })).filter((each) => each.path.includes(url.searchParams.get('search')));
      return { items, start: 0, total: items.length };
    }],
    [/^GET repositories\/2$/, () => made.repository(2)],
    [/^GET author-mappings$/, () => ({ items: world.mappings ?? [], start: 0, total: (world.mappings ?? []).length })],
    [/^GET commands$/, (url) => {
      const query = Object.fromEntries(url.searchParams);
      asked.push(query);
      const found = world.commands.filter((each) => (!query.state || each.state === query.state) && (!query.account || each.accountId === Number(query.account))
        && (!query.repository || each.repositoryId === Number(query.repository)) && (!query.issue || each.issueKey === query.issue.toUpperCase()));
      return { items: found.slice(Number(query.start), Number(query.start) + Number(query.limit)), start: Number(query.start), total: found.length };
    }]]);
  await visitor.openSmartCommits(query);
  return { visitor, page: visitor.page, asked };
}

/** Nobody waits for timers of a second and more: how long it would have been is noted in window.delays. */
const hasten = (page) => page.addInitScript(() => {
  const real = window.setTimeout;
  window.delays = [];
  window.setTimeout = (act, delay, ...rest) => {
    if (!(delay >= 1000)) return real(act, delay, ...rest);
    window.delays.push(delay);
    return real(act, 1);
  };
});

const row = (page, id) => page.locator(`tr[data-command="${id}"]`);

test('each state is a word, and Retry and Dismiss are where they are allowed', async () => {
  const states = ['WAITING', 'CLAIMED', 'EXECUTING', 'DONE', 'FAILED', 'REFUSED', 'REPEATED', 'NOT_EXECUTED', 'UNKNOWN', 'DISMISSED'];
  const world = { commands: states.map((state, at) => made.command(at + 1, { state, effect: state === 'DONE' ? '10001' : '', actor: state === 'DONE' ? 'alice' : '', reason: state === 'DONE' ? '' : `${state} because of something.` })) };
  world.commands.push(made.command(11, { kind: 'PROBLEM', name: '', argument: '', issueKey: '', state: 'REFUSED', reason: '“#fix_it” is no command.' }));
  const { visitor, page } = await open(world);
  const seen = Object.fromEntries(await Promise.all(states.map(async (state, at) => [state, [
    await row(page, at + 1).locator('.dvcs-state').textContent(),
    await row(page, at + 1).getByRole('button').allTextContents()]])));
  assert.deepEqual(seen, {
    WAITING: ['Waiting', ['Dismiss']],
    CLAIMED: ['Taken', []],
    EXECUTING: ['Executing', []],
    DONE: ['Done', []],
    FAILED: ['Failed', ['Retry', 'Dismiss']],
    REFUSED: ['Refused', ['Retry', 'Dismiss', 'Map author']],
    REPEATED: ['Repeated', ['Retry']],
    NOT_EXECUTED: ['Not executed', ['Retry']],
    UNKNOWN: ['Unknown', ['Retry', 'Dismiss']],
    DISMISSED: ['Dismissed', []],
  });
  assert.deepEqual(await row(page, 11).getByRole('button').allTextContents(), ['Dismiss'], 'what is no command can be retried by nobody');
  assert.equal(await row(page, 11).getByText('Not a command').count(), 1);
  const done = row(page, 4);
  assert.equal(await done.getByRole('link', { name: 'KEY-4', exact: true }).getAttribute('href'), `${new URL(page.url()).origin}/jira/browse/KEY-4`);
  assert.equal(await done.getByRole('link', { name: 'large/service-0001' }).getAttribute('href'), 'https://gitlab.localhost/large/service-0001');
  assert.equal(await done.locator('a.dvcs-sha').getAttribute('href'), world.commands[3].commitUrl);
  assert.equal(await done.locator('.dvcs-actor').textContent(), 'Acted as alice');
  assert.match(await done.getByRole('link', { name: 'Comment 10001' }).getAttribute('href'), /browse\/KEY-4\?focusedCommentId=10001#comment-10001$/);
  assert.deepEqual(await violations(page), []);
  await visitor.picture('smart-commits-states');
  await visitor.leave();
});

test('filters and pages are the server’s, and the choice is part of the address', async () => {
  const world = { commands: Array.from({ length: 60 }, (_, at) => made.command(60 - at, { repositoryId: (at % 2) + 1, repository: paths[at % 2], state: at % 3 ? 'DONE' : 'FAILED' })) };
  const { visitor, page, asked } = await open(world);
  const found = (words) => page.locator('.dvcs-found', { hasText: words }).waitFor();
  await found('1 to 25 of 60 commands');
  assert.deepEqual(asked, [{ start: '0', limit: '25' }], 'an idle page asks once');
  await page.getByRole('navigation', { name: 'Pages of the log' }).getByRole('button', { name: 'Next' }).click();
  await found('26 to 50 of 60');
  const filter = (name) => page.getByRole('combobox', { name });
  await filter('All states').selectOption('FAILED');
  await found('1 to 20 of 20');
  await filter('All accounts').selectOption('large');
  await filter('Repository').fill('large/service-000');
  await page.getByText('Choose a repository').waitFor();
  assert.deepEqual(await page.locator('datalist option').evaluateAll((all) => all.map((each) => each.value)), paths);
  await filter('Repository').fill('large/nowhere');
  await page.getByText('No repository has this path').waitFor();
  await filter('Repository').fill(paths[1]);
  await found('1 to 10 of 10');
  await page.getByRole('searchbox', { name: 'Issue' }).fill('key-57');
  await found('1 to 1 of 1');
  assert.deepEqual(asked.at(-1), { state: 'FAILED', account: '1', repository: '2', issue: 'key-57', start: '0', limit: '25' });
  assert.equal(new URL(page.url()).search, '?state=FAILED&account=1&repository=2&issue=key-57');
  await page.getByRole('searchbox', { name: 'Issue' }).fill('KEY-4711');
  await page.locator('.dvcs-nothing', { hasText: 'No command matches.' }).waitFor();
  assert.equal(await page.locator('#dvcs-live').textContent(), 'No command matches.');
  await visitor.leave();

  const second = await open(world, [], '?state=FAILED&account=1&repository=2');
  await second.page.locator('.dvcs-found', { hasText: '1 to 10 of 10' }).waitFor();
  await second.page.waitForFunction((path) => document.querySelector('input[name=repository]').value === path, paths[1]);
  assert.equal(await second.page.getByRole('combobox', { name: 'All states' }).inputValue(), 'FAILED');
  assert.equal(await second.page.getByRole('combobox', { name: 'All accounts' }).inputValue(), '1');
  await second.visitor.leave();
});

test('what waits is followed until it is settled, aloud, and the focus stays', async () => {
  let looks = 0;
  const world = { get commands() {
    looks += 1;
    return [made.command(2, { state: looks < 3 ? 'WAITING' : looks < 4 ? 'EXECUTING' : 'DONE', effect: looks < 4 ? '' : '10002' }), made.command(1, { state: 'REFUSED', reason: 'No.' })];
  } };
  const { visitor, page, asked } = await open(world);
  const retry = page.getByRole('button', { name: 'Retry #comment KEY-1' });
  await retry.focus();
  await row(page, 2).getByText('Done', { exact: true }).waitFor();
  assert.equal(await page.locator('#dvcs-live').textContent(), '#comment KEY-2: Done. ');
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Retry');
  assert.equal(asked.length, 4, 'nothing waits, so nothing is asked');
  await visitor.leave();
});

test('what waits for long is asked for less and less often', async () => {
  let looks = 0;
  const world = { get commands() { return [made.command(1, { state: (looks += 1) <= 20 ? 'WAITING' : 'DONE', reason: 'It waits for the forge.' })]; } };
  const { visitor, page, asked } = await open(world, [], '', hasten);
  await row(page, 1).getByText('Done', { exact: true }).waitFor();
  const delays = await page.evaluate(() => window.delays);
  assert.equal(delays.length, 20);
  assert.deepEqual(delays, [...delays].sort((a, b) => a - b));
  assert.deepEqual([delays[0], delays.at(-1)], [1000, 15000]);
  assert.equal(asked.length, 21, 'nothing waits, so nothing is asked');
  await visitor.leave();
});

test('a retry of what may have happened asks first; a refusal of the server is shown', async () => {
  const world = { commands: [made.command(2, { state: 'UNKNOWN', reason: 'It can’t be said whether it happened.' }), made.command(1, { state: 'FAILED', reason: 'Jira said no.' })] };
  const posted = [];
  const { visitor, page } = await open(world, [[/^POST commands\/\d+\/(retry|dismiss)$/, (url) => {
    const [, id, what] = url.pathname.match(/commands\/(\d+)\/(\w+)$/);
    posted.push(`${what} ${id}`);
    if (id === '1') return { status: 409, body: { error: 'The command is done and can’t be retried.' } };
    world.commands = world.commands.map((each) => (each.id === 2 ? { ...each, state: 'DISMISSED', reason: 'An administrator dismissed it.' } : each));
    return world.commands[0];
  }]]);
  await page.getByRole('button', { name: 'Retry #comment KEY-2' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Look at the issue first.').waitFor();
  assert.deepEqual(await violations(page), []);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.deepEqual(posted, [], 'Escape retries nothing');
  await page.getByRole('button', { name: 'Dismiss #comment KEY-2' }).click();
  await dialog.getByText('This cannot be taken back.').waitFor();
  await dialog.getByRole('button', { name: 'Dismiss' }).click();
  await row(page, 2).getByText('An administrator dismissed it.').waitFor();
  await page.waitForFunction(() => document.activeElement.dataset.command === '2', null, { polling: 100 });
  await page.getByRole('button', { name: 'Retry #comment KEY-1' }).click();
  await page.getByText('The command is done and can’t be retried.').waitFor();
  assert.deepEqual(posted, ['dismiss 2', 'retry 1']);
  await visitor.leave();
});

test('without the native core the log is read and the dry run says why it can’t', async () => {
  const reason = 'The native library could not be loaded: the machine is of another kind.';
  const world = { commands: [made.command(1)], status: { nativeLoaded: false, nativeProblem: reason } };
  const { visitor, page } = await open(world, [[/^POST commands\/dry-run$/, () => ({ status: 503, body: { error: reason } })]]);
  await page.getByText('The native core is not loaded').waitFor();
  await row(page, 1).waitFor();
  await page.getByLabel('Commit message').fill('KEY-1 #close');
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  assert.equal(await page.locator('form.dvcs-try [role=alert]:not(:empty)').textContent(), reason);
  assert.equal(await page.getByLabel('Commit message').inputValue(), 'KEY-1 #close', 'nothing typed is lost');
  await visitor.leave();
});

test('what is wrong with a field is said beside it', async () => {
  const answers = { message: 'Enter the message of a commit.', authorEmail: 'Enter the author’s e-mail address.' };
  const world = { commands: [] };
  const { visitor, page } = await open(world, [
    [/^POST commands\/dry-run$/, (url, request) => {
      const field = request.postDataJSON().message ? 'authorEmail' : 'message';
      return { status: 400, body: { error: answers[field], field } };
    }],
    [/^POST author-mappings$/, () => ({ status: 409, body: { error: '“zoe” is mapped already.', field: 'author' } })]]);
  await page.getByText('No command has been recorded yet.').waitFor();
  const run = page.getByRole('button', { name: 'Try', exact: true });
  await run.click();
  await page.locator('[data-for=message]', { hasText: answers.message }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.name), 'message');
  await page.getByLabel('Commit message').fill('KEY-1 #close');
  await run.click();
  await page.locator('[data-for=authorEmail]', { hasText: answers.authorEmail }).waitFor();
  assert.equal(await page.locator('[data-for=message]').textContent(), '');
  await page.getByRole('button', { name: 'Add mapping' }).click();
  await page.locator('[data-for=author]', { hasText: 'mapped already' }).waitFor();
  assert.deepEqual(await violations(page), []);
  await visitor.leave();
});

test('what a commit says never becomes markup, and a long command is folded', async () => {
  const evil = '</script><img src=x onerror=alert(1)>';
  const world = {
    commands: [
      made.command(2, { argument: evil, authorName: evil, authorEmail: evil, repository: evil, commitUrl: 'javascript:alert(2)', issueKey: evil, reason: evil, state: 'FAILED' }),
      made.command(1, { argument: `${'x'.repeat(130)}${'🚀'.repeat(1000)}`, authorName: 'W'.repeat(255), sha: 'f(((', commitUrl: 'https://gitlab.localhost/large/commit/f(((' })],
    mappings: [{ id: 1, accountId: 9, author: evil, userKey: 'x', userName: '' }],
  };
  const { visitor, page } = await open(world, [[/^POST commands\/dry-run$/, () => ({ items: [{ issueKey: evil, kind: 'COMMENT', name: 'comment', argument: evil, state: 'REFUSED', reason: evil }] })]]);
  await page.getByText(evil).first().waitFor();
  await page.getByLabel('Commit message').fill(evil);
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page.locator('.dvcs-previews').getByText(evil).first().waitFor();
  assert.equal(await page.locator('#dvcs-page img, #dvcs-page script').count(), 0);
  assert.equal(await page.locator('#dvcs-page a[href^="javascript"]').count(), 0);
  await page.locator('.dvcs-authors').getByText('The user is gone').waitFor();
  await page.locator('.dvcs-authors').getByText('Removed account 9').waitFor();
  assert.match(await row(page, 1).locator('summary').textContent(), /^#comment x{130}…$/, 'no half of a character');
  assert.equal(await row(page, 1).getByRole('link', { name: 'large/service-0001' }).getAttribute('href'), 'https://gitlab.localhost/large');
  const height = async () => (await row(page, 1).boundingBox()).height;
  const folded = await height();
  await row(page, 1).locator('summary').click();
  assert.ok(await height() > 2 * folded, 'the whole of it is there for who asks');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 1280, 'the page does not scroll sideways');
  await visitor.leave();
});

test('in a narrow window the log scrolls and the page does not', async () => {
  const { visitor, page } = await open({ commands: [made.command(1)] });
  await page.setViewportSize({ width: 768, height: 900 });
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 768);
  await visitor.picture('smart-commits-narrow');
  await visitor.leave();
});

test('a repository that is about to be armed is followed, but not for ever', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await hasten(page);
  let switchedOn = 0;
  let looks = 0;
  const armed = () => (switchedOn && (looks += 1) > 3 ? 1700000000000 : 0);
  const asked = await made.answerWith(page, [
    [/^GET accounts$/, () => ({ items: [made.account()], start: 0, total: 1 })],
    [/^GET status$/, () => made.status()],
    [/^PUT repositories\/1$/, (url, request) => {
      switchedOn += request.postDataJSON().smartCommits === 'ON';
      return made.repository(1);
    }],
    [/repositories$/, () => ({ items: [made.repository(1, { armedAt: armed(), smartCommits: switchedOn ? 'ON' : 'INHERITED' })], start: 0, total: 1 })]]);
  await visitor.openAccounts();
  await page.waitForFunction(() => window.delays.length === 10);
  await page.waitForLoadState('networkidle');
  const questions = () => asked.filter((each) => each === 'GET accounts/1/repositories').length;
  assert.equal(questions(), 11, 'one at first, ten while it may be armed');
  await page.getByRole('combobox', { name: 'Smart commits of large/service-0001' }).selectOption('On');
  await page.locator('.dvcs-armed', { hasText: /^Armed since/ }).waitFor();
  await page.waitForLoadState('networkidle');
  assert.equal(switchedOn, 1);
  assert.ok(questions() < 18, `${questions()} questions`);
  await visitor.leave();
});

test('the check of the rules finds what is planted', async () => {
  const { visitor, page } = await open({ commands: [] });
  await page.evaluate(() => document.querySelector('.dvcs-section').append(document.createElement('button')));
  assert.match((await violations(page)).join('\n'), /^button-name: <button><\/button>: /);
  await visitor.leave();
});

test('the accounts page breaks no rule that axe knows, nor do its dialogs', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  const repositories = [
    made.repository(1), made.repository(2, { smartCommits: 'OFF', armedAt: 0 }),
    made.repository(3, { smartCommits: 'ON', armedAt: 0, armRefusal: 'The bundled connector executes smart commits of it. Switch them off there.' }),
    made.repository(4, { state: 'NEW', armedAt: 0, lastSync: 0 }), made.repository(5, { state: 'GONE', goneAt: 1700000000000, armedAt: 0 }),
    made.repository(6, { state: 'FAILED', error: 'The repository is disabled at the host.', archived: true, empty: true, held: made.held(30, 100) })];
  await made.answerWith(page, [
    [/^GET accounts$/, () => ({ items: [made.account({ held: made.held(12, 40), repositoriesFailed: 1 }), made.account({ id: 2, name: 'other', state: 'FAILED', error: 'The token has expired.' })], start: 0, total: 2 })],
    [/^GET status$/, () => made.status({ paused: true, pausedReason: 'The address differs.' })],
    [/repositories$/, () => ({ items: repositories, start: 0, total: 60 })]]);
  await visitor.logIn('admin');
  await visitor.goto('/plugins/servlet/dvcs/accounts');
  await visitor.confirmPassword('admin');
  await page.locator('tr[data-repository]').first().waitFor();
  assert.deepEqual(await violations(page), []);
  const armed = (id) => page.locator(`[data-account="1"] tr[data-repository="${id}"] .dvcs-armed`).textContent();
  assert.match(await armed(1), /^Armed since .*2023/);
  assert.deepEqual([await armed(2), await armed(3), await armed(4), await armed(5)],
    ['Not armed', repositories[2].armRefusal, 'Armed when its import is complete', 'Not armed']);
  await visitor.picture('accounts-armed');
  for (const item of ['Smart commit settings…', 'Change token or certificate', 'Remove']) {
    await page.getByRole('button', { name: 'Actions for large' }).click();
    await page.getByRole('menuitem', { name: item }).click();
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await violations(page), [], item);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }
  await visitor.leave();
});
