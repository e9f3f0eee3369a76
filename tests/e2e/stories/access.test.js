// Every address of the app against everybody: pages and servlets from the descriptor, the API's addresses from its own
// description (which a unit test compares with the router). An address that nobody thought of here has to be for administrators only.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Browser } from '../support/browser.js';
import { environment, root } from '../support/environment.js';

const API = '/plugins/servlet/dvcs/api/1/';
/** No account and no repository has it: what gets past the guards changes nothing. */
const NOBODY = '999999999';
const ANYONE = ['GET openapi.json'];
const WHO_SEES_THE_ISSUE = ['GET issues/{key}/development', 'GET issues/{key}/development/version', 'GET issues/{key}/development/html'];
/** Its answer to what does not prove itself is the same for everybody. */
const HOOK = 'hook/*';

let browser;
const visitors = {};
before(async () => {
  browser = await Browser.start();
  for (const [role, user] of [['stranger', null], ['reader', 'bob'], ['project administrator', 'alice'], ['unconfirmed', 'admin'], ['administrator', 'admin']]) {
    visitors[role] = await browser.visitor();
    if (user) await visitors[role].logIn(user);
  }
  await visitors.administrator.goto('/plugins/servlet/dvcs/accounts');
  await visitors.administrator.confirmPassword('admin');
});
after(() => browser.close());

/** As the browser of that role would send it, with its cookies. */
async function status(role, method, path, { check = true } = {}) {
  const changes = method !== 'GET';
  const response = await visitors[role].page.request.fetch(environment.host + path, {
    method,
    maxRedirects: 0,
    headers: { ...(changes && check ? { 'X-Atlassian-Token': 'no-check' } : {}), ...(changes ? { 'Content-Type': 'application/json' } : {}) },
    ...(changes ? { data: '{}' } : {}),
  });
  return { code: response.status(), location: response.headers().location ?? '' };
}

async function routes() {
  const response = await fetch(`${environment.host}${API}openapi.json`);
  const { paths } = await response.json();
  return Object.entries(paths).flatMap(([path, operations]) => Object.keys(operations)
    .map((method) => ({ method: method.toUpperCase(), pattern: path.slice(1), path: API + path.slice(1).replace('{id}', NOBODY).replace('{key}', 'KEY-1') })));
}

test('the API serves administrators who confirmed their password, and their changes only with the header', async () => {
  const all = await routes();
  assert.ok(all.length >= 30, 'the description was read');
  const wrong = [];
  const expect = (what, got, wanted) => { if (!(typeof wanted === 'function' ? wanted(got) : got === wanted)) wrong.push(`${what}: ${got}`); };
  const passed = (code) => ![401, 403, 405, 500].includes(code);
  for (const { method, pattern, path } of all) {
    const name = `${method} ${pattern}`;
    const open = ANYONE.includes(name);
    const ofIssue = WHO_SEES_THE_ISSUE.includes(name);
    expect(`${name} as a stranger`, (await status('stranger', method, path)).code, open ? 200 : 401);
    expect(`${name} as bob`, (await status('reader', method, path)).code, open ? 200 : 403);
    expect(`${name} as alice`, (await status('project administrator', method, path)).code, open || ofIssue ? passed : 403);
    expect(`${name} without the password`, (await status('unconfirmed', method, path)).code, open || ofIssue ? passed : 401);
    expect(`${name} as administrator`, (await status('administrator', method, path)).code, passed);
    if (method !== 'GET') expect(`${name} without the header`, (await status('administrator', method, path, { check: false })).code, 403);
  }
  assert.deepEqual(wrong, []);
});

test('pages send strangers and others to log in, administrators to their password, and are there then', async () => {
  const patterns = [...readFileSync(`${root}atlassian-plugin.xml`, 'utf8').matchAll(/<url-pattern>\/dvcs\/(.*?)<\/url-pattern>/g)].map(([, pattern]) => pattern);
  const pages = patterns.filter((each) => !each.endsWith('*'));
  assert.deepEqual(patterns.filter((each) => each.endsWith('*')).sort(), ['api/1/*', HOOK], 'servlets that serve more than a page are tested each');
  assert.ok(pages.includes('accounts') && pages.includes('queue'));
  for (const page of pages) {
    const path = `/plugins/servlet/dvcs/${page}`;
    for (const role of ['stranger', 'reader', 'project administrator']) {
      const { code, location } = await status(role, 'GET', path);
      assert.ok(code === 403 || (code === 302 && location.includes('/login.jsp')), `${page} as ${role}: ${code} ${location}`);
    }
    const unconfirmed = await status('unconfirmed', 'GET', path);
    assert.ok(unconfirmed.code === 302 && unconfirmed.location.includes('WebSudoAuthenticate'), `${page} without the password: ${unconfirmed.code} ${unconfirmed.location}`);
    const served = await status('administrator', 'GET', path);
    assert.ok(served.code === 200 || (page === 'oauth/callback' && served.code === 302 && served.location.includes('accounts?failed=')), `${page} as administrator: ${served.code} ${served.location}`);
    assert.ok([403, 405].includes((await status('administrator', 'POST', path, { check: false })).code), `${page} takes no change`);
  }
});

test('a delivery that does not prove itself gets the same answer, whoever sends it', async () => {
  for (const role of Object.keys(visitors)) {
    for (const account of ['1', NOBODY, 'x']) {
      for (const method of ['GET', 'POST']) {
        assert.equal((await status(role, method, `/plugins/servlet/dvcs/${HOOK.replace('*', account)}`)).code, 404, `${method} ${account} as ${role}`);
      }
    }
  }
});
