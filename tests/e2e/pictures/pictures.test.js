// The pictures of the README and of doc/, taken anew by one command: tests/e2e/run.sh --pictures
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { api, groupAccount, until } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { environment, root } from '../support/environment.js';
import { ALICE, ArmedRepository } from '../support/smart.js';

const FOLDER = `${root}doc/pictures`;
const KEY = 'KEY-150';
const TAB = `/browse/${KEY}?page=dvcs.native.connector:dvcs-commits`;
const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 768, height: 860 };

let browser;
before(async () => {
  mkdirSync(FOLDER, { recursive: true });
  browser = await Browser.start();
  const account = await groupAccount();
  const repository = await ArmedRepository.of(account, 'webshop');
  const first = repository.push(`${KEY}-basket`, `${KEY} Sum the basket in the currency of the customer\n\nThe rate is that of the order's day.`);
  repository.push(`${KEY}-rounding`, `${KEY} #comment Rounded as the tax office wants it #time 2h #in-progress`, ALICE, { parent: first });
  await until('the commits are on the issue with what they changed', async () => {
    const { commits } = (await api('GET', `issues/${KEY}/development`)).json;
    return commits.length >= 2 && commits.every((each) => each.changes.loaded && each.commands.every(({ state }) => state === 'DONE'));
  });
});
after(async () => {
  await browser.close();
  shrink();
});

/** Debian's pngquant, where it is installed: a third of the size. */
function shrink() {
  const files = readdirSync(FOLDER).filter((name) => name.endsWith('.png')).map((name) => `${FOLDER}/${name}`);
  const done = spawnSync('pngquant', ['--force', '--strip', '--ext', '.png', ...files]);
  if (done.status !== 0) console.log(`the pictures are as large as they came: ${done.error?.message ?? done.stderr}`);
}

async function taken(name, open, ready) {
  const visitor = await browser.visitor();
  await open(visitor);
  for (const size of [WIDE, NARROW]) {
    await visitor.page.setViewportSize(size);
    await ready(visitor.page).waitFor();
    await visitor.page.evaluate(() => document.fonts.ready);
    await visitor.page.screenshot({ path: `${FOLDER}/${name}-${size.width}.png`, animations: 'disabled' });
  }
  await visitor.leave();
}

const asAlice = (path) => async (visitor) => {
  await visitor.logIn('alice');
  await visitor.goto(path);
};

test('accounts', () => taken('accounts', (visitor) => visitor.openAccounts(), (page) => page.getByRole('link', { name: `${environment.group}/webshop` }).first()));
test('issue', () => taken('issue', asAlice(`/browse/${KEY}`), (page) => page.locator('.dvcs-panel-commits li').first()));
test('Commits tab', () => taken('commits', async (visitor) => {
  await asAlice(TAB)(visitor);
  await visitor.page.locator('#issue-tabs').evaluate((tabs) => tabs.scrollIntoView());
}, (page) => page.locator('.dvcs-commit').first()));
test('smart commits', () => taken('smart-commits', (visitor) => visitor.openSmartCommits(), (page) => page.locator('table.dvcs-log tbody tr').first()));
