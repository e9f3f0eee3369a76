// Answers in place of the plugin's for what a small forge cannot bring about: thousands of repositories, a copied Jira,
// a core that does not load. Only the page is tested with them; their shape is openapi.json's.
const none = {
  phase: '', repositoriesDone: 0, repositoriesAll: 0, commitsSeen: 0, requests: 0, startedAt: 0, commitsPerSecond: 0, secondsLeft: -1, lastError: '', remedy: '',
};
const released = { missing: 0, all: 0, since: 0, decision: 'OPEN', reason: '' };

export function progress(change) {
  return { ...none, startedAt: 1700000000000, ...change };
}

export function held(missing, all, decision = 'OPEN') {
  return { missing, all, since: 1700000000000, decision, reason: '' };
}

export function webhooks(change = {}) {
  return {
    create: true, lastDelivery: 1700000000000, refused: 0, lastRefusal: '', group: 'NONE', active: 5000, failing: 0, error: '', checkedAt: 1700000000000,
    address: 'https://jira.example.com/plugins/servlet/dvcs/hook/1', ...change,
  };
}

export function account(change = {}) {
  return {
    id: 1, host: 'gitlab', name: 'large', url: 'https://gitlab.localhost', autoLink: true, state: 'IDLE', error: '', repositories: 5000,
    repositoriesDone: 5000, commits: 120000, lastRefresh: 1700000000000, progress: none,
    repositoriesFailed: 0, held: released, certificate: '', smartCommits: true, authorPolicy: 'COMPATIBLE', access: { oauth: false, clientConfiguration: 0, expiresAt: 0, expiry: 'FAR' },
    webhooks: webhooks(), ...change,
  };
}

export function repository(number, change = {}) {
  const path = `large/service-${String(number).padStart(4, '0')}`;
  return {
    id: number, accountId: 1, forgeId: number, path, name: path, webUrl: `https://gitlab.localhost/${path}`, linked: true,
    archived: false, empty: false, state: 'SYNCED', error: '', lastActivity: 1700000000000, lastSync: 1700000000000, verifiedAt: 0,
    commits: number, branches: 1, mergeRequests: 0, progress: none, source: 'git', goneAt: 0, removedAt: 0, held: released,
    smartCommits: 'INHERITED', armedAt: 1700000000000, armRefusal: '', hook: { state: 'ACTIVE', error: '', checkedAt: 1700000000000 }, ...change,
  };
}

export function status(change = {}) {
  return { nativeLoaded: true, nativeProblem: '', nativeVersion: '{}', paused: false, pausedReason: '', accounts: 1, running: 0, ...change };
}

export function command(id, change = {}) {
  const sha = String(id).padStart(40, 'c0ffee');
  return {
    id, accountId: 1, repositoryId: 1, repository: 'large/service-0001', sha, commitUrl: `https://gitlab.localhost/large/service-0001/-/commit/${sha}`,
    issueKey: `KEY-${id}`, kind: 'COMMENT', name: 'comment', argument: 'Hello', state: 'DONE', reason: '', authorName: 'Alice', authorEmail: 'alice@example.com',
    authored: 1700000000000, actor: 'alice', effect: '10001', tries: 1, recorded: 1700000000000, changed: 1700000000000, ...change,
  };
}

/** `answers`: [pattern, (url, request) => object or {status, body}] in order. Counts what was asked. */
export async function answerWith(page, answers) {
  const asked = [];
  await page.route('**/plugins/servlet/dvcs/api/1/**', async (route) => {
    const request = route.request();
    const url = new URL(request.url());
    const path = url.pathname.split('/api/1/')[1];
    asked.push(`${request.method()} ${path}`);
    const [, answer] = answers.find(([pattern]) => pattern.test(`${request.method()} ${path}`)) ?? [];
    if (!answer) return route.fulfill({ status: 404, json: { error: `no answer for ${path}.` } });
    const made = await answer(url, request);
    return made.body ? route.fulfill({ status: made.status, json: made.body }) : route.fulfill({ json: made });
  });
  return asked;
}
