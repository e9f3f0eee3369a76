// Starts a forge and a development host on free ports, runs the stories against them, stops both.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { namespace: { type: 'string', default: 'javax' }, db: { type: 'string', default: 'h2' }, pictures: { type: 'boolean' }, help: { type: 'boolean' } },
});
if (options.help) {
  console.log('usage: tests/e2e/run.sh [--namespace javax|jakarta] [--db h2|postgres] [story…]   (stories: names in tests/e2e/stories)\n       tests/e2e/run.sh --pictures      takes the pictures in doc/pictures anew, for the README');
  process.exit(0);
}

const running = [];

/** The server's first line of JSON says that it is ready and where. */
function start(name, jar, ...rest) {
  if (!existsSync(jar)) throw new Error(`${jar} is missing: ./dev build`);
  const child = spawn('java', ['-jar', jar, ...rest], { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} before it was ready`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) resolve(JSON.parse(line));
      else console.error(`${name}: ${line}`);
    });
  });
}

function stop() {
  return Promise.all(running.map((child) => new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve();
    child.once('exit', resolve);
    child.kill('SIGTERM');
    return setTimeout(() => child.kill('SIGKILL'), 20_000).unref();
  })));
}

function pluginJar() {
  const folder = join(root, 'java-shim/target');
  const jar = existsSync(folder) && readdirSync(folder).find((name) => /^dvcs-connector-.*\.jar$/.test(name)
    && name.endsWith('-jakarta.jar') === (options.namespace === 'jakarta'));
  if (!jar) throw new Error(`no ${options.namespace} plugin in ${folder}: ./dev build`);
  return join(folder, jar);
}

/** Jira's base URL is configured before it listens, and forges and their pages lead there. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject).listen(0, 'localhost', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function servers(home) {
  const port = String(await freePort());
  const forge = await start('forge', join(root, 'tests/forge/target/forge.jar'), 'serve', '--data', join(home, 'forge'), '--generated', 'small');
  const host = await start('host', join(root, `tests/devhost/target/host-${options.namespace}/devhost.jar`),
    '--plugin', pluginJar(), '--home', join(home, 'jira'), '--port', port, '--base-url', `http://localhost:${port}/jira`, '--db', options.db,
    '--aui', join(root, 'tests/devhost/node_modules'));
  const file = join(home, 'e2e.json');
  writeFileSync(file, JSON.stringify({ host: host.url, forge: forge.url, group: forge.groups[0], token: forge.token, projects: forge.projects }), { mode: 0o600 });
  return file;
}

function stories(file) {
  const folder = fileURLToPath(new URL(options.pictures ? 'pictures/' : 'stories/', import.meta.url));
  const all = readdirSync(folder).filter((name) => name.endsWith('.test.js')).sort();
  const chosen = positionals.length === 0 ? all : all.filter((name) => positionals.includes(name.replace('.test.js', '')));
  // One after the other: the stories share one Jira.
  const child = spawn(process.execPath, ['--test', '--test-concurrency=1', ...chosen.map((name) => join(folder, name))],
    { stdio: 'inherit', env: { ...process.env, DVCS_E2E: file } });
  running.push(child);
  return new Promise((resolve) => { child.once('exit', (code) => resolve(code ?? 1)); });
}

const home = mkdtempSync(join(tmpdir(), 'dvcs-e2e-'));
chmodSync(home, 0o755); // PostgreSQL runs as a user of its own
// Whoever waits for a server or a story is told by its end, and cleans up below.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
try {
  process.exitCode = await stories(await servers(home));
} catch (error) {
  console.error(`e2e: ${error.message}`);
  process.exitCode = 1;
} finally {
  await stop();
  rmSync(home, { recursive: true, force: true });
}
