// Where the servers are: from the environment (run.js starts them and says so), else from a running ./dev demo.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
export const pictures = `${root}build/e2e`;
mkdirSync(pictures, { recursive: true });

function read() {
  const file = process.env.DVCS_E2E ?? `${root}build/demo.json`;
  if (!existsSync(file)) {
    throw new Error(`no servers: ${file} is missing. Run tests/e2e/run.sh, which starts them, or ./dev demo beside this.`);
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** {host, forge, group, token, projects: [{path, git_dir}]} */
export const environment = read();

/** What git itself says: the commits of a project's branches whose message has the text, newest first. */
export function commitsNaming(path, text) {
  const project = environment.projects.find((each) => each.path === path);
  const log = execFileSync('git', ['-C', project.git_dir, 'log', '--branches', '--fixed-strings', `--grep=${text}`,
    '--format=%H%x00%an%x00%aI%x00%B%x01'], { encoding: 'utf8', maxBuffer: 64 << 20 });
  return log.split('\x01').map((entry) => entry.trimStart()).filter(Boolean).map((entry) => {
    const [sha, author, date, message] = entry.split('\0');
    return { sha, author, date, message: message.trim() };
  });
}
