// Stands in for kubectl with a cluster of one node: answers as e2e/recordings/kubernetes-1.32.4 recorded it. KUBECTL_STAND_IN names
// a folder with a file for each Job, and with files that say how the cluster is: `full` (no place is free), `refuse` (the Job is
// invalid), `unreachable`. The container of each Job is a server with OpenAI's API at the port that the Job names.
import { spawn } from 'node:child_process';
import { existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.env.KUBECTL_STAND_IN ?? '';
const here = fileURLToPath(new URL('.', import.meta.url));
const recorded = JSON.parse(
  readFileSync(join(here, '../../recordings/kubernetes-1.32.4/kubectl.json'), 'utf8'),
);
const RECORDED_JOB = 'switchyard-0123456789abcdef-0123456789ab-1';
const args = process.argv.slice(2);
const is = (/** @type {string} */ state) => existsSync(join(folder, state));

/** @param {string} when @param {string} job @param {readonly string[]} [asked] */
function reply(when, job, asked = args) {
  const wanted = JSON.stringify(asked).replaceAll(job, RECORDED_JOB);
  const call = recorded.calls.find(
    (/** @type {{ when: string, args: string[] }} */ one) =>
      one.when === when && JSON.stringify(one.args) === wanted,
  );
  if (!call) {
    console.error(`The stand-in has no recording of kubectl ${asked.join(' ')} (${when}).`);
    process.exit(64);
  }
  const text = (/** @type {string} */ raw) =>
    raw.replaceAll(RECORDED_JOB, job).replace(/^127\.0\.0\.\d+$/, '127.0.0.1');
  process.stdout.write(text(call.stdout));
  process.stderr.write(text(call.stderr));
  process.exitCode = call.code;
}

const fileOf = (/** @type {string} */ job) => join(folder, `${job}.json`);
const read = (/** @type {string} */ job) =>
  existsSync(fileOf(job)) ? JSON.parse(readFileSync(fileOf(job), 'utf8')) : null;

/** @param {{ pid: number | null }} job */
function isRunning({ pid }) {
  try {
    return pid !== null && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** @param {string} job */
function start(job) {
  const { port } = read(job);
  const output = openSync(join(folder, `${job}.log`), 'a');
  const engine = join(here, '../openai/server.mjs');
  const child = spawn(process.execPath, [engine, '--port', port], {
    stdio: ['ignore', output, output],
    detached: true,
  });
  // It outlives this call.
  child.unref();
  writeFileSync(fileOf(job), JSON.stringify({ port, pid: child.pid ?? null }));
}

/** @param {string} job */
function stateOf(job) {
  if (is('unreachable')) return 'unreachable';
  const known = read(job);
  if (known === null) return 'before the Job';
  if (known.pid === null && is('full')) return 'without a place';
  if (known.pid === null) start(job);
  return isRunning(read(job)) ? 'ready' : 'failed';
}

async function run() {
  const [verb] = args;
  if (verb === 'apply') {
    const text = readFileSync(0, 'utf8');
    const [, job = ''] = /^ {2}name: (\S+)$/m.exec(text) ?? [];
    const [, port = ''] = /containerPort: (\d+)/.exec(text) ?? [];
    if (is('refuse')) return reply('invalid template', job);
    writeFileSync(fileOf(job), JSON.stringify({ port, pid: null }));
    return reply('apply', job);
  }
  const [job = ''] = /switchyard-[0-9a-f]+-[0-9a-f]+-\d+/.exec(args.join(' ')) ?? [];
  const state = stateOf(job);
  if (verb === 'logs' && state !== 'unreachable') {
    for (let shown = 0; ; ) {
      const text = readFileSync(join(folder, `${job}.log`), 'utf8');
      process.stdout.write(text.slice(shown));
      shown = text.length;
      if (stateOf(job) !== 'ready') return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  if (verb === 'delete' && state !== 'unreachable') {
    const known = read(job);
    if (known?.pid) {
      try {
        process.kill(known.pid, 'SIGTERM');
      } catch {
        // It has ended.
      }
    }
    rmSync(fileOf(job), { force: true });
    return reply(known === null ? 'before the Job' : 'ready', job);
  }
  reply(state, job);
}

await run();
