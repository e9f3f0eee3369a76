// The way through the forge's own pages, and what becomes of it there.
import assert from 'node:assert/strict';
import { api } from './api.js';
import { environment } from './environment.js';
import { order } from './forge.js';

/** Who exists at the forge; a password there is the user name. */
const PERSON = 'connector';

/** {application_id, secret}, as GitLab's page shows them once. */
export async function createApplication(redirectUri, scopes = ['api']) {
  const response = await fetch(`${environment.forge}/-/test/applications`, { method: 'POST', body: JSON.stringify({ name: 'Jira', redirect_uri: redirectUri, scopes }) });
  assert.equal(response.status, 201);
  return response.json();
}

/** `change`: {access_seconds, expire, revoke}, any of them. */
export const oauth = (change) => order('POST', 'oauth', change);

/** How many the forge has had whose path holds that. */
export async function requests(path) {
  const answer = await (await fetch(`${environment.forge}/-/test/requests`)).json();
  return Object.entries(answer.requests).filter(([each]) => each.includes(path)).reduce((sum, [, count]) => sum + count, 0);
}

/** Log-in and question; the page is Jira's again after that. `answer`: Authorize or Deny. */
export async function confirm(page, answer = 'Authorize') {
  await page.waitForURL((url) => url.href.startsWith(environment.forge));
  if (page.url().includes('/users/sign_in')) {
    await page.getByLabel('Username or primary email').fill(PERSON);
    await page.getByLabel('Password').fill(PERSON);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  await page.getByRole('button', { name: answer, exact: true }).click();
  await page.waitForURL((url) => url.href.startsWith(environment.host));
}

export async function clients() {
  const { status, json } = await api('GET', 'client-configurations');
  assert.equal(status, 200);
  return json;
}

/** A client configuration of the forge, made without a browser. */
export async function addClient(name) {
  const { redirectUrl } = await clients();
  const application = await createApplication(redirectUrl);
  const { status, json } = await api('POST', 'client-configurations', {
    body: { name, host: 'gitlab', url: environment.forge, applicationId: application.application_id, secret: application.secret },
  });
  assert.equal(status, 201);
  return json;
}

export async function removeClients() {
  for (const client of (await clients()).items) assert.equal((await api('DELETE', `client-configurations/${client.id}`)).status, 204);
}
