// The test forge's controls, and what happens in its repositories behind everybody's back.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { environment } from './environment.js';

async function order(method, what, body) {
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
