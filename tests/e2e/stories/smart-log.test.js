// The log of smart commits by keyboard: a stranger is refused, mapped and executed; what can't be done is dismissed. And the dry run.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { api, groupAccount, until } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { environment } from '../support/environment.js';
import { issue } from '../support/jira.js';
import { focused, tabTo } from '../support/keyboard.js';
import { ArmedRepository, commands } from '../support/smart.js';

const ZOE = { name: 'Zoe Stranger', email: 'zoe@elsewhere.example' };
let browser;
let account;
let repository;
before(async () => {
  browser = await Browser.start();
  account = await groupAccount();
  repository = await ArmedRepository.of(account, 'billing');
});
after(async () => {
  await repository?.close();
  await browser.close();
  for (const { id } of (await api('GET', 'author-mappings')).json.items) await api('DELETE', `author-mappings/${id}`);
});

const row = (page, command) => page.locator(`tr[data-command="${command.id}"]`);

test('a stranger is refused in words, mapped to a user, and the command executed, all by keyboard', async () => {
  const sha = repository.push('smart/stranger', 'KEY-125 #comment from a stranger', ZOE);
  await repository.sync();
  const [refused] = await repository.settled(sha, 'KEY-125');
  assert.equal(refused.state, 'REFUSED');
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openSmartCommits();
  await tabTo(page, 'issue');
  await page.keyboard.type('key-125');
  await row(page, refused).getByText('No user has the e-mail address or the name of the author “Zoe Stranger <zoe@elsewhere.example>”. Add a mapping').waitFor();
  await until('only its commands are listed', async () => (await page.locator('tr[data-command]').count()) === 1);
  await tabTo(page, 'Map author');
  await page.keyboard.press('Enter');
  assert.equal(await focused(page), 'user');
  assert.equal(await page.locator('input[name=author]').inputValue(), ZOE.email);
  await page.keyboard.type('nobody-of-that-name');
  await page.keyboard.press('Enter');
  await page.locator('[data-for=user]', { hasText: 'There is no user “nobody-of-that-name”.' }).waitFor();
  assert.equal(await focused(page), 'user');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('alice');
  await page.keyboard.press('Enter');
  await page.locator('tr[data-mapping]', { hasText: ZOE.email }).getByText('alice', { exact: true }).waitFor();
  await until('it is said aloud', async () => (await page.locator('#dvcs-live').textContent()) === `alice acts for ${ZOE.email} from now on. Commands that were refused can be retried in the log.`);
  await page.locator('.dvcs-added', { hasText: `alice acts for ${ZOE.email} from now on.` }).waitFor();
  assert.equal(await focused(page), 'author', 'the next one can be typed');
  await tabTo(page, 'Retry', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await row(page, refused).getByText('Done', { exact: true }).waitFor();
  await until('it is said aloud', async () => /KEY-125: Done/.test(await page.locator('#dvcs-live').textContent()));
  assert.equal(await page.evaluate(() => document.activeElement.dataset.command), String(refused.id), 'the focus stays where the button was');
  assert.equal(await row(page, refused).locator('.dvcs-actor').textContent(), 'Acted as alice');
  assert.deepEqual((await issue('KEY-125')).comments.map(({ author, body }) => [author, body]), [['alice', 'from a stranger']]);

  await tabTo(page, 'Remove');
  await page.keyboard.press('Enter');
  await until('the harmless button has the focus', async () => (await focused(page)) === 'Cancel');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText('No author is mapped.').waitFor();
  await until('the focus is on the page', async () => (await focused(page)) === 'dvcs-authors');
  assert.deepEqual((await api('GET', 'author-mappings')).json.items, []);
  await visitor.leave();
});

test('what can’t be done says what could, and is dismissed by keyboard; the filter finds it', async () => {
  const sha = repository.push('smart/fly', 'KEY-126 #fly #comment yet this is done');
  await repository.sync();
  const [failed, done] = await repository.settled(sha, 'KEY-126');
  assert.deepEqual([failed.state, done.state], ['FAILED', 'DONE'], 'one that fails keeps no other from being done');
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openSmartCommits('?issue=KEY-126');
  await row(page, failed).getByText(/fly.*In Progress.*Close/).waitFor();
  await tabTo(page, 'Dismiss');
  await page.keyboard.press('Enter');
  await until('the harmless button has the focus', async () => (await focused(page)) === 'Cancel');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await until('the focus is back', async () => (await focused(page)) === 'Dismiss');
  assert.equal((await commands({ issue: 'KEY-126', state: 'DISMISSED' })).length, 0, 'Escape dismisses nothing');
  await page.keyboard.press('Enter');
  await until('the harmless button has the focus', async () => (await focused(page)) === 'Cancel');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await row(page, failed).getByText('Dismissed', { exact: true }).waitFor();
  assert.equal(await row(page, failed).getByRole('button').count(), 0);
  await tabTo(page, 'state', 'Shift+Tab');
  await page.keyboard.type('Dism');
  await until('only it is listed', async () => (await page.locator('tr[data-command]').count()) === 1);
  await row(page, failed).waitFor();
  assert.equal(new URL(page.url()).search, '?state=DISMISSED&issue=KEY-126');
  await visitor.leave();
});

test('a dry run says what would happen and why, and does nothing', async () => {
  const before = [await issue('KEY-127'), (await commands({})).length];
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openSmartCommits();
  const attempt = async (message, { name, email }) => {
    await page.getByLabel('Commit message').fill(message);
    await page.getByLabel('Author’s name').fill(name);
    await page.getByLabel('Author’s e-mail').fill(email);
    const answered = page.waitForResponse(/dry-run$/);
    await page.getByRole('button', { name: 'Try', exact: true }).click();
    await answered;
    await page.locator('form.dvcs-try button:not([disabled])').waitFor();
    return page.locator('.dvcs-previews tbody tr').evaluateAll((rows) => rows.map((each) => [...each.cells].map((cell) => cell.textContent)));
  };
  const alice = { name: 'x', email: 'alice@example.com' };
  await page.locator('form.dvcs-try select').selectOption(environment.group);
  const tried = await attempt('KEY-127 #time 2h late #in-prog #fly #time soon', alice);
  assert.deepEqual(tried.map((cells) => cells.slice(0, 3)), [
    ['KEY-127', '#time 2h late', 'Would run'], ['KEY-127', '#in-prog', 'Would run'], ['KEY-127', '#fly', 'Refused'], ['None', 'Not a command', 'Refused']]);
  [/^“alice” would do it/, /^“alice” would do it with the transition “In Progress”/, /In Progress.*Close/, /soon/]
    .forEach((words, at) => assert.match(tried[at][3], words));
  assert.match(await page.locator('#dvcs-live').textContent(), /Commands that would run: 2 of 4/);
  await visitor.picture('try-a-message');
  const [[, , refused, why]] = await attempt('KEY-127 #close', ZOE);
  assert.deepEqual([refused, /^No user has the e-mail address or the name/.test(why)], ['Refused', true]);
  const hidden = await attempt('SECRET-1 #close', alice);
  const missing = await attempt('KEY-99999 #close', alice);
  assert.deepEqual(hidden[0].slice(2), missing[0].slice(2), 'an issue that alice can’t see is one that does not exist');
  await attempt('KEY-127 no command', alice);
  await page.getByText('This message has no command.').first().waitFor();
  assert.deepEqual([await issue('KEY-127'), (await commands({})).length], before);
  await visitor.leave();
});
