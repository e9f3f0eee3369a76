// Who may not see development sees nothing of it, not even counts; who is no administrator gets no administration page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { api, groupAccount } from '../support/api.js';
import { Browser } from '../support/browser.js';

let browser;
before(async () => {
  browser = await Browser.start();
  await groupAccount();
});
after(() => browser.close());

test('bob, who may browse but not view development, sees the issue alone', async () => {
  const visitor = await browser.visitor();
  await visitor.logIn('bob');
  for (const address of ['/browse/KEY-1', '/browse/KEY-1?page=dvcs.native.connector:dvcs-commits']) {
    await visitor.goto(address);
    const html = await visitor.page.content();
    assert.match(html, /KEY-1/);
    assert.doesNotMatch(html, /Development \(DVCS\)|dvcs-development|dvcs-commit\b|odd-corners/);
  }
  assert.equal((await api('GET', 'issues/KEY-1/development', { user: 'bob' })).status, 403);
  await visitor.leave();
});

test('a stranger sees nothing', async () => {
  const visitor = await browser.visitor();
  await visitor.goto('/browse/KEY-1?page=dvcs.native.connector:dvcs-commits');
  assert.doesNotMatch(await visitor.page.content(), /Development \(DVCS\)|dvcs-development|dvcs-commit\b|odd-corners/);
  assert.equal((await api('GET', 'issues/KEY-1/development', { user: null })).status, 401);
  await visitor.leave();
});

for (const user of ['alice', 'bob', null]) {
  test(`${user ?? 'a stranger'} gets no administration page and no API`, async () => {
    const visitor = await browser.visitor();
    if (user) await visitor.logIn(user);
    for (const address of ['accounts', 'queue', 'client-configurations', 'smart-commits']) {
      await visitor.goto(`/plugins/servlet/dvcs/${address}`);
      assert.equal(await visitor.page.locator('#dvcs-page').count(), 0, address);
    }
    const expected = user ? 403 : 401;
    assert.equal((await api('GET', 'commands', { user })).status, expected);
    assert.equal((await api('GET', 'accounts', { user })).status, expected);
    assert.equal((await api('POST', 'accounts', { user, body: {} })).status, expected);
    await visitor.leave();
  });
}

test('a change without the header is refused, administrator or not', async () => {
  assert.equal((await api('POST', 'accounts', { body: {}, header: false })).status, 403);
});
