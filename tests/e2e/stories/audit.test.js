// What administrators change is in Jira's audit log, in its words, with what was before, and without secrets.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { api, groupAccount, synchronised } from '../support/api.js';
import { environment } from '../support/environment.js';

let account;
before(async () => {
  account = await groupAccount();
});

async function log() {
  const response = await fetch(`${environment.host}/-/host/audit`, { headers: { Authorization: `Basic ${Buffer.from('admin:admin').toString('base64')}` } });
  assert.equal(response.status, 200);
  return (await response.json()).items;
}

test('a switch that is turned is written down, by whom and from what', async () => {
  const before = (await log()).length;
  for (const on of [false, true]) assert.equal((await api('PUT', `accounts/${account.id}`, { body: { autoLink: on } })).json.autoLink, on);
  const entries = (await log()).slice(before);
  assert.deepEqual(entries.map(({ author, category, action, area, changes }) => ({ author, category, action, area, changes })), [['true', 'false'], ['false', 'true']].map(([from, to]) => ({
    author: 'admin', category: 'dvcs.audit.category', action: 'dvcs.audit.account.changed', area: 'ECOSYSTEM', changes: { 'dvcs.audit.field.auto-link': `${from} -> ${to}` },
  })));
  assert.deepEqual(entries[0].objects, [{ name: `${environment.forge}/${environment.group}`, type: 'DVCS account', id: String(account.id) }]);
});

test('of a token only that it was changed', async () => {
  const before = (await log()).length;
  assert.equal((await api('PUT', `accounts/${account.id}`, { body: { token: environment.token } })).status, 200);
  await synchronised(account.id);
  assert.equal((await api('PUT', `accounts/${account.id}`, { body: { token: 'glpat-wrong' } })).status, 502);
  const entries = (await log()).slice(before);
  assert.deepEqual(entries.map(({ action, changes }) => [action, changes]), [['dvcs.audit.account.changed', { 'dvcs.audit.field.token': ' -> ***' }]], 'what was refused is no change');
  assert.doesNotMatch(JSON.stringify(await log()), new RegExp(`${environment.token}|glpat-wrong`));
});
