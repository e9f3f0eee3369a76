// The JSON API: see openapi.json beside it.
import { text } from './texts.js';

const { api: base, context: path } = document.getElementById('dvcs-page').dataset;

/** Of Jira: what its addresses begin with. */
export const context = path;

/** `field`: what of the form is wrong, or ''. The message is a sentence for the reader. */
export class ApiError extends Error {
  constructor(status, sentence, field) {
    super(sentence);
    this.status = status;
    this.field = field;
  }
}

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(base + path, {
      method,
      credentials: 'same-origin',
      headers: {
        Accept: 'application/json',
        ...(method === 'GET' ? {} : { 'X-Atlassian-Token': 'no-check' }),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
      },
      body: body ? JSON.stringify(body) : undefined,
    });
  } catch {
    throw new ApiError(0, text('dvcs.accounts.error.offline'), '');
  }
  if (response.status === 204) return null;
  const answer = await response.json().catch(() => null);
  if (!response.ok || answer === null) {
    if (response.status === 401) throw new ApiError(401, text('dvcs.accounts.error.login'), 'login');
    throw new ApiError(response.status, answer?.error ?? text('dvcs.accounts.error.unclear', response.status), answer?.field ?? '');
  }
  return answer;
}

export const accounts = () => call('GET', 'accounts').then((answer) => answer.items);
export const status = () => call('GET', 'status');
export const addAccount = (account) => call('POST', 'accounts', account);
export const changeAccount = (id, change) => call('PUT', `accounts/${id}`, change);
export const removeAccount = (id) => call('DELETE', `accounts/${id}`);
export const refreshAccount = (id) => call('POST', `accounts/${id}/refresh`);
export const keepWebhooks = (id, renew) => call('POST', `accounts/${id}/webhooks?renew=${renew}`);
export const cancelAccount = (id) => call('POST', `accounts/${id}/cancel`);
export const settleAccount = (id, accept) => call('POST', `accounts/${id}/deletions`, { accept });
export const diagnosis = (id) => call('GET', `accounts/${id}/doctor`);
export const diagnose = (id) => call('POST', `accounts/${id}/doctor`);
export const repositories = (id, show, search, start, limit) =>
  call('GET', `accounts/${id}/repositories?${new URLSearchParams({ show, search, start, limit })}`);
export const linkRepository = (id, linked) => call('PUT', `repositories/${id}`, { linked });
export const syncRepository = (id, full) => call('POST', `repositories/${id}/sync?full=${full}`);
export const repository = (id) => call('GET', `repositories/${id}`);
export const switchSmartCommits = (id, smartCommits) => call('PUT', `repositories/${id}`, { smartCommits });
export const cancelSync = (id) => call('POST', `repositories/${id}/cancel`);
export const rules = (accountId) => call('GET', `accounts/${accountId}/rules`);
export const previewRules = (accountId, rules) => call('POST', `accounts/${accountId}/rules/preview`, rules);
export const saveRules = (accountId, rules) => call('PUT', `accounts/${accountId}/rules`, rules);
export const queue = (filter, start, limit) => call('GET', `queue?${new URLSearchParams({ ...chosen(filter), start, limit })}`);
export const moveToTop = (id) => call('POST', `repositories/${id}/top`);
export const settleRepository = (id, accept) => call('POST', `repositories/${id}/deletions`, { accept });
export const commands = (filter, start, limit) => call('GET', `commands?${new URLSearchParams({ ...chosen(filter), start, limit })}`);
export const retryCommand = (id) => call('POST', `commands/${id}/retry`);
export const dismissCommand = (id) => call('POST', `commands/${id}/dismiss`);
export const dryRun = (commit) => call('POST', 'commands/dry-run', commit);
export const authorMappings = () => call('GET', 'author-mappings');
export const addAuthorMapping = (mapping) => call('POST', 'author-mappings', mapping);
export const removeAuthorMapping = (id) => call('DELETE', `author-mappings/${id}`);
export const clients = () => call('GET', 'client-configurations');
export const addClient = (client) => call('POST', 'client-configurations', client);
export const changeClient = (id, client) => call('PUT', `client-configurations/${id}`, client);
export const removeClient = (id) => call('DELETE', `client-configurations/${id}`);
/** Of an account that is there (`accountId`), or is to be. Answers the address to go to. */
export const startOAuth = (start) => call('POST', 'oauth/start', start);
export const resume = (moved) => call('POST', 'status/resume', { moved });

/** Without what does not restrict. */
function chosen(filter) {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
}

export const pageAddress = (page) => `${context}/plugins/servlet/dvcs/${page}`;
export const issueAddress = (key) => `${window.location.origin}${context}/browse/${encodeURIComponent(key)}`;
export const smartCommitsAddress = (filter) => `${context}/plugins/servlet/dvcs/smart-commits?${new URLSearchParams(chosen(filter))}`.replace(/\?$/, '');
