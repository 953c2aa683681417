// `npm run dev`: the headless host of the sources, restarted when they change, and the panel with hot reload.
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkNode, ensureInstalled } from './prepare.mjs';
import { ROOT } from './source-tree.mjs';

const USAGE = `Runs the host and the panel from the sources: the panel reloads hot, the host restarts when its code changes.

  npm run dev -- [options]

  --port N         port of the panel (default 7810, or a free one where it is taken)
  --data-dir DIR   data directory of the host (default .dev-data in the repository)
  --help           show this
`;
const PANEL_PORT = 7810;
/** The browser's sign-in is tied to the port of the host: with the same one it stays signed in the next time. */
const HOST_PORT = 7811;

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    'data-dir': { type: 'string', default: join(ROOT, '.dev-data') },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit(0);
}
checkNode();
ensureInstalled();
// A build would otherwise set it to `production`, for the dev server as well.
process.env.NODE_ENV = 'development';
// What npm installs may be imported only now.
const { DevHost } = await import('../dev/dev-host.mjs');
const { startPanelServer } = await import('../dev/panel-server.mjs');

const dataDir = resolve(values['data-dir']);
const port = await choosePort(values.port === undefined ? PANEL_PORT : Number(values.port));
const hostPort = await choosePort(HOST_PORT);
const hostUrl = `http://127.0.0.1:${hostPort}`;

const host = new DevHost({
  dist: join(ROOT, 'dist-dev'),
  dataDir,
  port: hostPort,
  print: console.log,
  onListening: (link) => void announce(link),
});
/** @type {ReturnType<typeof startPanelServer> | null} */
let panel = null;
let isSignedIn = false;

const stop = async () => {
  await host.stop();
  await (await panel)?.close();
  process.exit(0);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop());
await host.start();

/** @param {string} link signs a browser in, at the host's own address */
async function announce(link) {
  const isRestart = panel !== null;
  panel ??= startPanelServer({
    hostUrl,
    port,
    isHostListening: () => host.isListening,
    onSignedIn: () => {
      isSignedIn = true;
    },
  });
  await panel;
  if (isRestart) console.log('The host listens again.');
  else console.log(`The host listens on port ${hostPort}; its data directory is ${dataDir}.`);
  // A link dies with the host that made it.
  if (!isSignedIn)
    console.log(`open ${link.replace(hostUrl, `http://127.0.0.1:${port}`)}   (signs your browser in, once)`);
}

/**
 * @param {number} preferred
 * @returns {Promise<number>} the preferred port; a free one where that is taken or no port
 */
function choosePort(preferred) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (preferred === 0 ? reject(error) : resolve(choosePort(0))));
    server.listen(preferred, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
