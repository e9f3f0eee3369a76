// A repository of the forge that is armed, what is pushed to it, and what the log has of it.
import assert from 'node:assert/strict';
import { api, until } from './api.js';
import { environment } from './environment.js';
import { Clone } from './forge.js';

export const ALICE = { name: 'Alice', email: 'alice@example.com' };

export async function repositoryOf(account, path) {
  const { json } = await api('GET', `accounts/${account.id}/repositories?search=${encodeURIComponent(path)}`);
  return json.items.find((each) => each.path === path);
}

export async function commands(query) {
  const { status, json } = await api('GET', `commands?limit=200&${new URLSearchParams(query)}`);
  assert.equal(status, 200);
  return json.items;
}

export class ArmedRepository {
  static async of(account, name) {
    const made = new ArmedRepository();
    made.path = `${environment.group}/${name}`;
    made.account = account;
    made.id = (await until(`${made.path} is armed`, async () => {
      const found = await repositoryOf(account, made.path);
      return found.armedAt > 0 ? found : null;
    })).id;
    made.clone = new Clone(made.path);
    made.branches = new Set();
    return made;
  }

  /** A commit of its own branch, on top of the main one. Not read yet. */
  push(branch, message, author = ALICE, more = {}) {
    const sha = this.clone.commit(message, { ...author, ...more });
    this.force(branch, sha);
    return sha;
  }

  force(branch, sha) {
    this.clone.push(sha, branch);
    this.branches.add(branch);
  }

  /** Reads what was pushed; `full`: everything anew. */
  async sync(full = false) {
    const before = await repositoryOf(this.account, this.path);
    assert.equal((await api('POST', `repositories/${this.id}/sync?full=${full}`)).status, 202);
    await until(`${this.path} is synchronised`, async () => {
      const now = await repositoryOf(this.account, this.path);
      return now.state === 'SYNCED' && now.lastSync > before.lastSync;
    });
  }

  /** The commands of a commit, when none of them is on its way any more. */
  settled(sha, issue) {
    return until(`the commands of ${sha}`, async () => {
      const found = (await commands({ repository: this.id, issue })).filter((each) => each.sha === sha);
      return found.length > 0 && found.every((each) => !['WAITING', 'CLAIMED', 'EXECUTING'].includes(each.state)) ? found.reverse() : null;
    });
  }

  /** Leaves the forge and Jira as they were, but for what the commands did. */
  async close() {
    this.branches.forEach((branch) => this.clone.remove(branch));
    this.clone.close();
    await this.sync();
  }
}
