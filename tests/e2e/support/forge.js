// The test forge's controls, and what happens in its repositories behind everybody's back.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from './environment.js';

export async function order(method, what, body) {
  const response = await fetch(`${environment.forge}/-/test/${what}`, { method, body: body ? JSON.stringify(body) : undefined });
  assert.equal(response.status, 204, `${method} ${what}`);
}

/** From now on the forge keeps silent about every project, by REST and by git, until it is told to speak. */
export async function silence(group) {
  await order('POST', 'faults', { prefix: '/api/v4/projects/', kind: 'SILENT', count: 100_000 });
  await order('POST', 'faults', { prefix: `/${group}/`, kind: 'SILENT', count: 100_000 });
}

export const speak = () => order('DELETE', 'faults');

function git(path, ...command) {
  const project = environment.projects.find((each) => each.path === path);
  return execFileSync('git', ['-C', project.git_dir, ...command], { encoding: 'utf8' }).trim();
}

/** `count` branches at the head of the default one. */
export function addBranches(path, prefix, count) {
  const head = git(path, 'rev-parse', 'HEAD');
  for (let i = 0; i < count; i += 1) git(path, 'update-ref', `refs/heads/${prefix}${i}`, head);
}

export function deleteBranches(path, prefix) {
  const names = git(path, 'for-each-ref', '--format=%(refname)', `refs/heads/${prefix}*`).split('\n').filter(Boolean);
  for (const name of names) git(path, 'update-ref', '-d', name);
  return names.length;
}

/** What a developer has on disk: commits are made here and pushed over HTTP, as anybody's are. */
export class Clone {
  constructor(path) {
    this.folder = mkdtempSync(join(tmpdir(), 'dvcs-clone-'));
    const address = new URL(`${environment.forge}/${path}.git`);
    address.username = 'oauth2';
    address.password = environment.token;
    execFileSync('git', ['clone', '-q', '--bare', address.href, this.folder]);
  }

  git(environmentOfAuthor, ...command) {
    return execFileSync('git', ['-C', this.folder, ...command], { encoding: 'utf8', env: { ...process.env, ...environmentOfAuthor }, stdio: ['ignore', 'pipe', 'pipe'] }).trim();
  }

  /** On top of `parent`, without another file. Dates are now unless said otherwise. Returns its id. */
  commit(message, { name, email, parent = 'HEAD', authored = new Date().toISOString() }) {
    const author = { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: authored, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email };
    return this.git(author, 'commit-tree', '-p', parent, '-m', message, `${parent}^{tree}`);
  }

  /** The same author and author date; another commit, even within the second. */
  amend(sha, message = this.git({}, 'show', '-s', '--format=%B', sha)) {
    const [name, email, authored] = this.git({}, 'show', '-s', '--format=%an%n%ae%n%aI', sha).split('\n');
    const committer = { GIT_COMMITTER_NAME: 'Somebody Else', GIT_COMMITTER_EMAIL: 'else@example.com' };
    return this.git({ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: authored, ...committer },
      'commit-tree', '-p', `${sha}^`, '-m', message, `${sha}^{tree}`);
  }

  push(sha, branch) {
    this.git({}, 'push', '-q', '--force', 'origin', `${sha}:refs/heads/${branch}`);
  }

  remove(branch) {
    this.git({}, 'push', '-q', 'origin', `:refs/heads/${branch}`);
  }

  close() {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
