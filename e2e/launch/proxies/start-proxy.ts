/**
 * Starts the proxies of examples/remote-access/ as real programs, with the files that the documentation quotes. Only ports,
 * paths and certificates are exchanged. Knows no test framework.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { eventually } from '../../testkit/eventually.ts';
import { makeCertificate } from '../../testkit/net/certificates.ts';
import { inRepository } from '../../testkit/repository.ts';
import { startNodeProxy } from './node-proxy.ts';

/** The name that the examples use. The browser of the tests takes it for this machine. */
export const PUBLIC_NAME = 'box.example';

export interface ProxyOptions {
  /** Where it listens, with TLS. */
  port: number;
  /** Where Switchyard listens. */
  hostPort: number;
}

export interface RunningProxy {
  stop(): Promise<void>;
}

export interface Proxy {
  name: string;
  /** The sub-path of its public URL; empty where it has none. */
  path: string;
  start(options: ProxyOptions): Promise<RunningProxy>;
}

/** The proxies of the examples whose programs are on this machine. */
export function findProxies(): Proxy[] {
  const nginx = findProgram('nginx');
  const caddy = findProgram('caddy');
  const haproxy = findProgram('haproxy');
  return [
    ...(nginx === null ? [] : nginxProxies(nginx)),
    ...(caddy === null ? [] : caddyProxies(caddy)),
    ...(haproxy === null ? [] : [haproxyProxy(haproxy)]),
  ];
}

/** The three ways in which nginx is set up: really, or by its stand-in where nginx is not on this machine. */
export function findNginx(): { proxies: Proxy[]; isReal: boolean } {
  const program = findProgram('nginx');
  return program === null
    ? { proxies: nginxStandIns(), isReal: false }
    : { proxies: nginxProxies(program), isReal: true };
}

/** What nginx does with the examples, by a server of our own. e2e/stand-ins/proxy.test.ts compares both. */
export const nginxStandIns = (): Proxy[] => [
  standIn('nginx, Host kept', { path: '', keepsHost: true, removesPath: false }),
  standIn('nginx, sub-path removed, Host replaced', { path: '/yard', keepsHost: false, removesPath: true }),
  standIn('nginx, sub-path kept, Host replaced', { path: '/yard', keepsHost: false, removesPath: false }),
];

function standIn(name: string, behaviour: { path: string; keepsHost: boolean; removesPath: boolean }): Proxy {
  return {
    name,
    path: behaviour.path,
    start: async ({ port, hostPort }) =>
      startNodeProxy({ port, hostPort, ...behaviour, certificate: await makeCertificateOfSite() }),
  };
}

const nginxProxies = (program: string): Proxy[] => [
  nginxProxy(program, 'nginx, Host kept', { path: '', file: 'nginx.conf' }),
  nginxProxy(program, 'nginx, sub-path removed, Host replaced', {
    path: '/yard',
    file: 'nginx-sub-path.conf',
  }),
  nginxProxy(program, 'nginx, sub-path kept, Host replaced', {
    path: '/yard',
    file: 'nginx-sub-path.conf',
    change: (text) => replace(text, '127.0.0.1:7802/;', '127.0.0.1:7802;'),
  }),
];

function nginxProxy(
  program: string,
  name: string,
  { path, file, change = (text) => text }: { path: string; file: string; change?: (text: string) => string },
): Proxy {
  return {
    name,
    path,
    start: ({ port, hostPort }) =>
      runProgram(port, async (folder) => {
        const { certFile, keyFile } = await writeCertificate(folder);
        let site = change(await readExample(file));
        site = replace(site, 'listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`);
        site = replace(site, '/etc/ssl/box.example/fullchain.pem', certFile);
        site = replace(site, '/etc/ssl/box.example/privkey.pem', keyFile);
        site = replace(site, '127.0.0.1:7802', `127.0.0.1:${hostPort}`);
        await writeFile(join(folder, 'site.conf'), site);
        const main = [
          // Its workers could not read this folder as another user.
          ...(process.getuid?.() === 0 ? ['user root;'] : []),
          `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr;`,
          `events {} http { access_log off; client_body_temp_path ${folder}/body;`,
          `proxy_temp_path ${folder}/proxy; include ${folder}/site.conf; }`,
        ];
        await writeFile(join(folder, 'nginx.conf'), main.join('\n'));
        return [program, '-e', 'stderr', '-p', folder, '-c', join(folder, 'nginx.conf')];
      }),
  };
}

const caddyProxies = (program: string): Proxy[] =>
  [
    { name: 'Caddy', path: '', file: 'Caddyfile' },
    { name: 'Caddy, sub-path', path: '/yard', file: 'Caddyfile-sub-path' },
  ].map(({ name, path, file }) => ({
    name,
    path,
    start: ({ port, hostPort }) =>
      runProgram(port, async (folder) => {
        const { certFile, keyFile } = await writeCertificate(folder);
        let site = await readExample(file);
        site = replace(site, 'box.example {', `https://box.example:${port} {\n\ttls ${certFile} ${keyFile}`);
        site = replace(site, '127.0.0.1:7802', `127.0.0.1:${hostPort}`);
        await writeFile(
          join(folder, 'Caddyfile'),
          `{\n\tadmin off\n\tauto_https disable_redirects\n}\n${site}`,
        );
        return [program, 'run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'];
      }),
  }));

const haproxyProxy = (program: string): Proxy => ({
  name: 'HAProxy',
  path: '',
  start: ({ port, hostPort }) =>
    runProgram(port, async (folder) => {
      const { pemFile } = await writeCertificate(folder);
      let site = await readExample('haproxy.cfg');
      site = replace(site, 'bind :443', `bind 127.0.0.1:${port}`);
      site = replace(site, '/etc/haproxy/box.example.pem', pemFile);
      site = site.replaceAll('127.0.0.1:7802', `127.0.0.1:${hostPort}`);
      await writeFile(join(folder, 'haproxy.cfg'), site);
      return [program, '-f', join(folder, 'haproxy.cfg')];
    }),
});

/** @param prepare writes the program's files into a folder of its own. @returns program and arguments */
async function runProgram(
  port: number,
  prepare: (folder: string) => Promise<string[]>,
): Promise<RunningProxy> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-proxy-'));
  const [program = '', ...args] = await prepare(folder);
  const child = spawn(program, args, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  let hasEnded = false;
  const exited = new Promise<void>((resolve) => {
    child.once('close', () => {
      hasEnded = true;
      resolve();
    });
  });
  // 'close' follows.
  child.once('error', ({ message }) => {
    errors += message;
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await eventually(
      `${program} listens`,
      () => {
        if (hasEnded) throw new Error(`${program} ended: ${errors}`);
        return isListening(port);
      },
      () => errors,
    );
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

const readExample = (file: string): Promise<string> =>
  readFile(inRepository(`examples/remote-access/${file}`), 'utf8');

/** @throws Error where the example does not contain it, so that a test does not try another configuration than it says */
function replace(text: string, from: string, to: string): string {
  if (!text.includes(from)) throw new Error(`The example does not contain ${from}.`);
  return text.replaceAll(from, to);
}

const makeCertificateOfSite = () => makeCertificate([PUBLIC_NAME, 'localhost', '127.0.0.1']);

async function writeCertificate(folder: string) {
  const { cert, key } = await makeCertificateOfSite();
  const files = {
    certFile: join(folder, 'cert.pem'),
    keyFile: join(folder, 'key.pem'),
    pemFile: join(folder, 'both.pem'),
  };
  await writeFile(files.certFile, cert);
  await writeFile(files.keyFile, key);
  await writeFile(files.pemFile, `${cert.trim()}\n${key.trim()}\n`);
  return files;
}

/** @returns null where it is not on this machine */
function findProgram(name: string): string | null {
  // Debian has servers where users have no path to.
  for (const folder of [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']) {
    // Under Wine, the programs of the system around it are in the path too, and none of them can be started.
    const path = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not there.
    }
  }
  return null;
}
