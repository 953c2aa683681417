// Stands in for a real engine (llama.cpp, ComfyUI): a real process that loads, serves, prints, fails and ends by its flags.
//
//   --port N                  listen on 127.0.0.1:N, after --load-ms N
//   --ready-line              print READY <port> once it listens
//   --exit-before-ready CODE  end instead of listening
//   --crash-after-ms N        end N ms after the start, with --crash-code N (1) or --crash-signal NAME
//   --ignore-term             ignore SIGTERM, and Ctrl+Break
//   --in-flight N             say that N requests are being answered, which never end
//   --grandchildren N         start N processes that sleep; --grandchildren-ignore-term; --escape: each in a session of
//                             its own; each prints GRANDCHILD <pid> when it is ready
//   --daemons N               start N processes as daemons are started: a session of their own, another parent, and an empty
//                             environment; each is reported as GRANDCHILD <pid>. --daemon-port: the first one listens on --port,
//                             and the worker ends with code 0 when it does
//                             --daemons-in-session: they stay in the session, in a process group of their own
//   --flood BYTES_PER_S       print lines at that rate (0 = as fast as they are taken); --flood-lines N ends after N
//                             and --flood-of KIND says of what: lines, empty, one-character, carriage-returns, ansi, endless,
//                             invalid-utf8, or long (lines of 60 kB)
//   --long-line MB            print one line of that length
//   --stderr TEXT             print TEXT to stderr
//   --replay FILE             print FILE to stderr as a program that loads does: one state of a rewritten line after another,
//                             a state each 200 ms, over and over until it is ready
//   --print-key               print the API key that it got
//   --busy                    compute without a pause
//   --vram-mib N              hold so much VRAM of the first GPU it may see, as the stand-ins of e2e/stand-ins/gpu show it;
//                             POST /free frees all but 200 MiB of it, or nothing with --keeps-vram
//   --work-after-ms N         some work N ms after it is ready, for which it holds --work-mib N more of the GPU; where that is
//                             not free, it ends as an engine of PyTorch that runs out of memory
//   --health-fails-after N    GET /health answers 503 from the Nth time on
//
// GET / and /health, /env, /pid, /crash, /hang; POST /free.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { parseArgs } from 'node:util';
import { freeMib, holdVram } from './hold-vram.mjs';

const text = { type: 'string' };
const flag = { type: 'boolean', default: false };
const { values } = parseArgs({
  options: {
    port: text,
    'load-ms': text,
    'ready-line': flag,
    'exit-before-ready': text,
    'crash-after-ms': text,
    'crash-code': text,
    'crash-signal': text,
    'ignore-term': flag,
    grandchildren: text,
    'grandchildren-ignore-term': flag,
    escape: flag,
    daemons: text,
    'daemon-port': flag,
    'daemons-in-session': flag,
    flood: text,
    'flood-lines': text,
    'flood-of': text,
    'long-line': text,
    stderr: text,
    replay: text,
    'print-key': flag,
    busy: flag,
    'vram-mib': text,
    'keeps-vram': flag,
    'work-after-ms': text,
    'work-mib': text,
    'health-fails-after': text,
    'in-flight': text,
    sleep: flag,
  },
});
/** What is printed again and again. */
const floodLines = {
  lines: Buffer.from(`${'flood '.repeat(16)}\n`),
  empty: Buffer.from('\n'),
  'one-character': Buffer.from('x\n'),
  'carriage-returns': Buffer.from('x\r'),
  ansi: Buffer.from('\u001b[31m\u001b[0m\n'),
  endless: Buffer.from('x'.repeat(1000)),
  'invalid-utf8': Buffer.from([0xff, 0xc3, 10]),
  long: Buffer.from(`${'"'.repeat(60_000)}\n`),
};
const number = (name, otherwise) => Number(values[name] ?? otherwise);

// On Windows, Ctrl+Break is what asks a program to end.
if (values['ignore-term'])
  for (const signal of ['SIGTERM', 'SIGBREAK']) process.on(signal, () => console.log(`${signal} ignored`));
// Keeps the process alive if nothing else does.
setInterval(() => {}, 60_000);
// A worker continues without a reader of its output, as most engines do.
process.stdout.on('error', () => {});

if (values.stderr !== undefined) console.error(values.stderr);
if (values.replay !== undefined) replay(readFileSync(values.replay, 'utf8').split(/(?=[\r\n])/));
if (values['print-key']) {
  const key = process.env.FAKE_API_KEY ?? '';
  console.log(`the key is ${key}, encoded ${Buffer.from(`user:${key}`).toString('base64')}`);
}
if (values.busy) compute();
for (let n = 0; n < number('grandchildren', 0); n += 1) startGrandchild();
for (let n = 0; n < number('daemons', 0); n += 1) startDaemon(values['daemon-port'] && n === 0);
if (values['long-line'] !== undefined) printLongLine(number('long-line', 0));
if (values.flood !== undefined) flood(number('flood', 0), number('flood-lines', Number.POSITIVE_INFINITY));
if (values['crash-after-ms'] !== undefined) setTimeout(crash, number('crash-after-ms', 0));
if (values.sleep) console.log(`GRANDCHILD ${process.pid}`);
else setTimeout(finishLoading, number('load-ms', 0));

function compute() {
  const until = performance.now() + 20;
  while (performance.now() < until);
  // Lets requests be answered in between.
  setImmediate(compute);
}

/** @param states each begins with the line end before it */
function replay(states) {
  let next = 0;
  const timer = setInterval(() => process.stderr.write(states[next++ % states.length] ?? ''), 200);
  setTimeout(() => clearInterval(timer), number('load-ms', 0));
}

function finishLoading() {
  if (values['vram-mib'] !== undefined) holdVram(number('vram-mib', 0));
  if (values['work-after-ms'] !== undefined) setTimeout(work, number('work-after-ms', 0));
  if (values['exit-before-ready'] !== undefined) process.exit(number('exit-before-ready', 0));
  if (values['daemon-port']) return endOnceDaemonListens();
  if (values.port !== undefined) serve(number('port', 0));
  else if (values['ready-line']) console.log('READY');
}

function crash() {
  if (values['crash-signal']) process.kill(process.pid, values['crash-signal']);
  else process.exit(number('crash-code', 1));
}

/** The wording of PyTorch 2.8, and a clean-up that pushes the cause out of the last lines. */
function work() {
  const wanted = number('work-mib', 0);
  const free = freeMib();
  if (free >= wanted) return holdVram(number('vram-mib', 0) + wanted);
  console.error('Traceback (most recent call last):');
  console.error('  File "/opt/engine/sample.py", line 88, in generate');
  console.error('    latents = model(latents, step)');
  console.error(
    `torch.OutOfMemoryError: CUDA out of memory. Tried to allocate ${(wanted / 1024).toFixed(2)} GiB. GPU 0 has a total capacity of 24.00 GiB of which ${(free / 1024).toFixed(2)} GiB is free.`,
  );
  for (let step = 1; step <= 30; step += 1) console.error(`cleanup step ${step}`);
  process.exitCode = 1;
  process.exit();
}

function startGrandchild() {
  const args = [import.meta.filename ?? process.argv[1], '--sleep'];
  if (values['grandchildren-ignore-term']) args.push('--ignore-term');
  const child = spawn(process.execPath, args, {
    detached: values.escape,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  console.log(`GRANDCHILD ${child.pid}`);
}

function endOnceDaemonListens() {
  const socket = connect(number('port', 0), '127.0.0.1');
  socket.on('connect', () => process.exit(0));
  socket.on('error', () => setTimeout(endOnceDaemonListens, 20));
}

/** The shell ends at once, so that the daemon gets another parent. */
function startDaemon(listens) {
  const own = [import.meta.filename ?? process.argv[1], ...(listens ? ['--port', values.port] : ['--sleep'])];
  // With job control, a shell gives each job a process group of its own.
  const start = values['daemons-in-session'] ? 'set -m; env -i "$@"' : 'env -i setsid "$@"';
  const script = `${start} >/dev/null 2>&1 </dev/null & echo "GRANDCHILD $!"`;
  const shell = spawnSync('/bin/sh', ['-c', script, 'sh', process.execPath, ...own], { encoding: 'utf8' });
  process.stdout.write(shell.stdout);
}

function printLongLine(megabytes) {
  const piece = 'x'.repeat(1024 * 1024);
  for (let n = 0; n < megabytes; n += 1) process.stdout.write(piece);
  process.stdout.write('\n');
}

function repeat(line, count) {
  return Buffer.concat(Array.from({ length: count }, () => line));
}

function flood(bytesPerSecond, lines) {
  const line = floodLines[values['flood-of'] ?? 'lines'];
  const perPiece = Math.max(1, Math.round(48_500 / line.length));
  const piece = repeat(line, perPiece);
  let printed = 0;
  const print = () => {
    const count = Math.min(perPiece, lines - printed);
    printed += count;
    const isTaken = process.stdout.write(count === perPiece ? piece : repeat(line, count));
    if (printed >= lines) process.stdout.write('FLOOD ENDED\n');
    else if (bytesPerSecond > 0) setTimeout(print, (piece.length * 1000) / bytesPerSecond);
    else if (isTaken) setImmediate(print);
    else process.stdout.once('drain', print);
  };
  print();
}

function serve(port) {
  let healthAsked = 0;
  const routes = {
    'GET /': () => [200, 'fake worker'],
    'GET /health': () => {
      healthAsked += 1;
      return healthAsked > number('health-fails-after', Number.POSITIVE_INFINITY)
        ? [503, 'failing']
        : [200, 'ok'];
    },
    'GET /env': () => [200, JSON.stringify(process.env)],
    'GET /pid': () => [200, String(process.pid)],
    'GET /crash': () => crash(),
    'GET /hang': () => undefined,
    'GET /in-flight': () => [200, values['in-flight'] ?? '0'],
    'POST /free': () => {
      console.log('memory freed');
      if (values['vram-mib'] !== undefined && !values['keeps-vram']) holdVram(200);
      return [200, '{"freed":true}'];
    },
  };
  createServer((request, response) => {
    const route = routes[`${request.method} ${request.url}`];
    const answer = route ? route() : [404, 'no such route'];
    if (answer) response.writeHead(answer[0]).end(answer[1]);
  }).listen(port, '127.0.0.1', () => {
    if (values['ready-line']) console.log(`READY ${port}`);
  });
}
