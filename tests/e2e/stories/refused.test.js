// What goes wrong when an account is added says so on the page, and nothing is stored.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addAccount } from '../support/add.js';
import { accounts } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { environment } from '../support/environment.js';

let browser;
before(async () => { browser = await Browser.start(); });
after(() => browser.close());

const stories = [
  ['a wrong token', { name: 'refused', token: 'glpat-wrong' }, /token/i, 'bad-token'],
  ['an address where nothing listens', { name: 'refused', url: 'http://localhost:1' }, /localhost:1|connect|reach/i, 'bad-url'],
  ['an address that is no GitLab', { name: 'refused', url: environment.host }, /GitLab/i, null],
  ['a group that is not there', { name: 'no-such-group-anywhere' }, /no-such-group-anywhere|group|found/i, null],
  ['an address that is none', { name: 'refused', url: 'gitlab' }, /must start with https/, null],
  ['no token', { name: 'refused', token: '' }, /Enter an access token/, null],
];

for (const [title, typed, sentence, picture] of stories) {
  test(title, async () => {
    const before = (await accounts()).map((each) => each.id);
    const visitor = await browser.visitor();
    await visitor.openAccounts();
    const dialog = await addAccount(visitor.page, typed);
    const error = dialog.locator('.error:not(:empty), .aui-message-error:not([hidden])');
    await error.waitFor({ timeout: 60_000 });
    const words = await error.textContent();
    assert.match(words, sentence);
    assert.match(words, /\.$/, 'a sentence');
    assert.equal(words.includes('glpat-wrong'), false, 'never the token');
    assert.equal(await dialog.getByLabel('Team or User Account').inputValue(), typed.name, 'nothing typed is lost');
    if (picture) await visitor.picture(picture, false);
    assert.deepEqual((await accounts()).map((each) => each.id), before, 'nothing is stored');
    await visitor.leave();
  });
}
