// The plugin's JSON API with a password in each request: prepares and checks, never replaces, what a story does.
import assert from 'node:assert/strict';
import { environment } from './environment.js';

export async function api(method, path, { user = 'admin', body, header = true } = {}) {
  const response = await fetch(`${environment.host}/plugins/servlet/dvcs/api/1/${path}`, {
    method,
    redirect: 'manual',
    headers: {
      ...(user ? { Authorization: `Basic ${Buffer.from(`${user}:${user}`).toString('base64')}` } : {}),
      ...(header && method !== 'GET' ? { 'X-Atlassian-Token': 'no-check' } : {}),
      ...(body ? { 'Content-Type': 'application/json' } : {}),
    },
    body: body ? JSON.stringify(body) : undefined,
  });
  const text = await response.text();
  return { status: response.status, json: text.startsWith('{') ? JSON.parse(text) : null };
}

export async function accounts() {
  const answer = await api('GET', 'accounts');
  assert.equal(answer.status, 200);
  return answer.json.items;
}

export async function removeAccount(name) {
  for (const account of (await accounts()).filter((each) => each.name === name)) {
    assert.equal((await api('DELETE', `accounts/${account.id}`)).status, 204);
  }
}

/** Waits for a condition and says what was last seen; `probe` returns a value that is truthy when it holds. */
export async function until(what, probe, seconds = 120) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const seen = await probe();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`${what}: not within ${seconds} s`);
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

export function synchronised(id) {
  return until(`account ${id} is synchronised`, async () => {
    const { json } = await api('GET', `accounts/${id}`);
    assert.notEqual(json.state, 'FAILED', json.error);
    return json.state === 'IDLE' && json.lastRefresh > 0 && json.repositoriesDone >= json.repositories ? json : null;
  });
}

/** The forge's group as an account that is up to date, whoever added it. */
export async function groupAccount() {
  const known = (await accounts()).find((each) => each.name === environment.group);
  const account = known ?? (await api('POST', 'accounts', {
    body: { host: 'gitlab', name: environment.group, url: environment.forge, token: environment.token, autoLink: true },
  })).json;
  return synchronised(account.id);
}
