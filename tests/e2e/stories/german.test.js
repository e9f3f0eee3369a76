// The proof that a second language works: what gerda, who reads German, sees of ours is German.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { groupAccount } from '../support/api.js';
import { violations } from '../support/axe.js';
import { Browser } from '../support/browser.js';

const folder = new URL('../../../java-shim/src/main/resources/i18n/', import.meta.url);
const read = (name) => new Map(readFileSync(new URL(name, folder), 'utf8').split('\n').filter((line) => /^dvcs\./.test(line))
  .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
const english = read('dvcs.properties');
const german = read('dvcs_de.properties');
const SENTENCE = 20;
/** Whole sentences that differ; what is short may be part of a path, of a commit or of another word. */
const foreign = [...english].filter(([key, words]) => words !== german.get(key) && words.length >= SENTENCE).map(([, words]) => words.split(/\{\d[^}]*\}/)
  .sort((one, other) => other.length - one.length)[0].trim()).filter((words) => words.length >= SENTENCE);

let browser;
before(async () => {
  browser = await Browser.start();
  await groupAccount();
});
after(() => browser.close());

async function isGerman(page, part) {
  const shown = await page.locator(part).innerText();
  assert.deepEqual(foreign.filter((words) => shown.includes(words)), []);
}

test('the accounts page, its menu and its form', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts('gerda');
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  await page.getByRole('heading', { name: german.get('dvcs.accounts.title') }).waitFor();
  await page.getByRole('button', { name: /^Aktionen für / }).first().click();
  await page.getByRole('menuitem', { name: german.get('dvcs.account.doctor') }).waitFor();
  await isGerman(page, 'body');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: german.get('dvcs.accounts.add') }).first().click();
  await page.getByRole('dialog').waitFor();
  await isGerman(page, '[role=dialog]');
  assert.deepEqual(await violations(page), []);
  await visitor.leave();
});

test('the other pages of the administration', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.openAccounts('gerda');
  const pages = await page.locator('.dvcs-nav a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.ok(pages.length > 0);
  for (const address of pages) {
    await page.goto(new URL(address, page.url()).href);
    await page.locator('#dvcs-page h1').waitFor();
    await isGerman(page, '#dvcs-page');
  }
  await visitor.leave();
});

test('the issue page', async () => {
  const visitor = await browser.visitor();
  const { page } = visitor;
  await visitor.logIn('gerda');
  await visitor.goto('/browse/KEY-1?page=dvcs.native.connector:dvcs-commits');
  await page.getByText(german.get('dvcs.panel.title'), { exact: true }).first().waitFor();
  await isGerman(page, 'body');
  assert.deepEqual(await violations(page), []);
  await visitor.leave();
});
