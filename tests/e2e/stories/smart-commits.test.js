// Smart commits from the push to the issue, once and no more; who wrote history changes nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { violations } from '../support/axe.js';
import { accounts, api, groupAccount, removeAccount, synchronised, until } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { commitsNaming, environment } from '../support/environment.js';
import { Clone } from '../support/forge.js';
import { issue } from '../support/jira.js';
import { ALICE, ArmedRepository, commands, repositoryOf } from '../support/smart.js';

const REPOSITORY = 'webshop';
const PATH = `${environment.group}/${REPOSITORY}`;
let browser;
let repository;
before(async () => {
  browser = await Browser.start();
  await removeAccount(environment.group);
});
after(async () => {
  await repository?.close();
  await browser.close();
});

const row = (page, path) => page.locator('tr[data-repository]', { has: page.getByRole('link', { name: path, exact: true }) });
const untouched = (key, seen) => assert.deepEqual(seen, { status: 'Open', comments: [], workLogs: [] }, key);

test('of a history full of #close nothing is executed, and the pages say so', async () => {
  // Of today: not its age, but that it was there, keeps it from being executed.
  const clone = new Clone(PATH);
  const keys = ['KEY-130', 'KEY-131', 'KEY-132', 'KEY-133'];
  let parent = 'HEAD';
  for (let i = 0; i < 20; i += 1) parent = clone.commit(`${keys[i % 4]} #close #comment number ${i}`, { ...ALICE, parent });
  clone.push(parent, 'smart/history');
  clone.close();
  assert.ok(commitsNaming(PATH, '#close').length >= 20);
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  await page.click('#dvcs-add-account');
  const dialog = page.getByRole('dialog');
  assert.equal(await dialog.getByLabel('Enable Smart Commits').isChecked(), true);
  await dialog.getByLabel('Team or User Account').fill(environment.group);
  await dialog.getByLabel('Host URL').fill(environment.forge);
  await dialog.getByLabel('Access token').fill(environment.token);
  await visitor.picture('add-smart-commits', false);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.waitFor({ state: 'detached' });
  await row(page, PATH).locator('.dvcs-armed', { hasText: /^Armed since / }).waitFor();
  const section = page.locator('.dvcs-account', { has: page.getByRole('heading', { name: environment.group, exact: true }) });
  assert.equal(await section.getByLabel('Enable smart commits').isChecked(), true);
  await section.getByText('what an import finds is history and never executed').waitFor();
  await visitor.picture('accounts-smart-commits');

  const [account] = (await accounts()).filter((each) => each.name === environment.group);
  await synchronised(account.id);
  assert.deepEqual(await commands({ account: account.id }), []);
  for (const key of keys) untouched(key, await issue(key));
  await section.getByRole('button', { name: /^Actions/ }).click();
  await page.getByRole('menuitem', { name: 'Log of smart commits' }).click();
  await page.getByText('What was there before is history: it is not executed and not listed.').waitFor();
  await page.locator('.dvcs-nothing', { hasText: 'No command matches.' }).waitFor();
  assert.equal(await page.locator('[aria-current=page]').textContent(), 'Smart commits');
  await visitor.goto(`/browse/${keys[0]}?page=dvcs.native.connector:dvcs-commits`);
  const commit = page.locator('.dvcs-commit', { hasText: '#close #comment number' }).first();
  assert.deepEqual(await violations(page), []);
  assert.match(await commit.locator('.dvcs-command').textContent(), /✗.*not executed.*before smart commits of its repository were switched on/i);
  await visitor.leave();
});

test('a push of GitLab’s fifth example changes the issue as it says, and once', async () => {
  const account = await groupAccount();
  repository = await ArmedRepository.of(account, REPOSITORY);
  repository.branches.add('smart/history');
  untouched('KEY-123', await issue('KEY-123'));
  const sha = repository.push('smart/fifth', 'KEY-123 #comment started working on the issue #in-progress #time 12d 5h');
  const committed = Number(repository.clone.git({}, 'show', '-s', '--format=%ct', sha)) * 1000;
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  await page.locator(`[data-account="${account.id}"]`).getByRole('button', { name: 'Refresh repositories' }).click();
  const done = await repository.settled(sha, 'KEY-123');
  assert.deepEqual(done.map(({ kind, state, actor, reason }) => [kind, state, actor, reason]),
    [['COMMENT', 'DONE', 'alice', ''], ['TRANSITION', 'DONE', 'alice', ''], ['TIME', 'DONE', 'alice', '']]);
  const changed = await issue('KEY-123');
  assert.deepEqual(changed, {
    status: 'In Progress',
    comments: [{ author: 'alice', body: 'started working on the issue', created: committed }],
    workLogs: [{ author: 'alice', comment: '', started: committed, seconds: (12 * 8 + 5) * 3600 }],
  });

  await visitor.goto('/browse/KEY-123?page=com.atlassian.jira.plugin.system.issuetabpanels:all-tabpanel');
  assert.equal(await page.locator('#status-val').textContent(), 'In Progress');
  await page.locator('.issue-data-block', { hasText: 'added a comment' }).getByText('started working on the issue', { exact: true }).waitFor();
  await page.locator('.issue-data-block', { hasText: 'Time Spent: 101h' }).waitFor();
  const signs = page.locator('.dvcs-panel-commits .dvcs-command');
  assert.deepEqual(await signs.locator('.dvcs-command-sign').allTextContents(), ['✓', '✓', '✓']);
  assert.deepEqual(await signs.locator('code').allTextContents(), ['#comment started working on the issue', '#in-progress', '#time 12d 5h']);
  await visitor.picture('issue-smart-commit');
  assert.deepEqual(await violations(page), []);

  await visitor.goto('/plugins/servlet/dvcs/smart-commits?issue=KEY-123');
  await page.locator('tr[data-state=DONE]').nth(2).waitFor();
  assert.deepEqual(await page.locator('tr[data-command] .dvcs-outcome').allTextContents().then((all) => all.map((each) => each.trim())), ['Work log 10000', 'Open → In Progress', 'Comment 10000']
    .map((each, at) => each.replace('10000', [...done].reverse()[at].effect)));
  await visitor.picture('smart-commits');
  await visitor.leave();

  await repository.sync();
  await repository.sync(true);
  const amended = repository.clone.amend(sha);
  assert.notEqual(amended, sha);
  repository.force('smart/fifth', amended);
  await repository.sync();
  assert.deepEqual((await repository.settled(amended, 'KEY-123')).map((each) => each.state), ['REPEATED', 'REPEATED', 'REPEATED']);
  await repository.sync(true);
  // What was due before this one has been executed before it.
  const last = repository.push('smart/last', 'KEY-122 #comment the last word');
  await repository.sync();
  assert.deepEqual((await repository.settled(last, 'KEY-122')).map((each) => each.state), ['DONE']);
  assert.deepEqual(await issue('KEY-123'), changed, 'nothing more');
});

test('a repository has a switch of its own, and an account one for the others', async () => {
  const account = await groupAccount();
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  const section = page.locator(`[data-account="${account.id}"]`);
  const other = `${environment.group}/billing`;
  const own = row(page, PATH).getByRole('combobox', { name: `Smart commits of ${PATH}` });
  const armed = (path) => row(page, path).locator('.dvcs-armed');
  await own.selectOption('Off');
  await armed(PATH).getByText('Not armed', { exact: true }).waitFor();
  const unseen = repository.push('smart/off', 'KEY-121 #comment while it was off');
  await repository.sync();
  await until('the commit is read', async () => (await api('GET', 'issues/KEY-121/development')).json.commits.some((each) => each.sha === unseen));

  await own.selectOption('On');
  await armed(PATH).getByText(/^Armed since /).waitFor();
  const seen = repository.push('smart/on', 'KEY-121 #comment while it was on');
  await repository.sync();
  assert.deepEqual((await repository.settled(seen, 'KEY-121')).map((each) => each.state), ['DONE']);
  assert.deepEqual((await issue('KEY-121')).comments.map((each) => each.body), ['while it was on']);

  await section.getByText('Enable smart commits', { exact: true }).click();
  await armed(other).getByText('Not armed', { exact: true }).waitFor();
  assert.match(await armed(PATH).textContent(), /^Armed since /, 'its own switch is on');
  assert.equal((await repositoryOf(account, other)).armedAt, 0);
  await section.getByText('Enable smart commits', { exact: true }).click();
  await armed(other).getByText(/^Armed since /).waitFor();
  await own.selectOption('As the account');
  await until('the switch is stored', async () => (await repositoryOf(account, PATH)).smartCommits === 'INHERITED');
  assert.match(await armed(PATH).textContent(), /^Armed since /);
  await visitor.leave();
});

test('the settings say what compatible means, and strict', async () => {
  const account = await groupAccount();
  const policy = async () => (await api('GET', `accounts/${account.id}`)).json.authorPolicy;
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts();
  const open = async () => {
    await page.getByRole('button', { name: `Actions for ${environment.group}`, exact: true }).click();
    await page.getByRole('menuitem', { name: 'Smart commit settings…' }).click();
    return page.getByRole('dialog');
  };
  const dialog = await open();
  assert.equal(await dialog.getByLabel('Compatible').isChecked(), true);
  await dialog.getByText('Whoever can push can act as anybody').waitFor();
  await visitor.picture('smart-commit-settings', false);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await policy(), 'COMPATIBLE');
  await open();
  await dialog.getByText('Strict', { exact: true }).click();
  await dialog.getByText('Whoever can push can act as anybody').waitFor({ state: 'detached' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await policy(), 'STRICT');
  await open();
  assert.equal(await dialog.getByLabel('Strict').isChecked(), true);
  await dialog.getByText('Compatible', { exact: true }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await policy(), 'COMPATIBLE');
  await visitor.leave();
});
