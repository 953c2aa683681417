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
/** A browser is signed in at one address: with the same port it is so the next time too. */
const PORT = 7810;
const PANEL_ADDRESS = '127.0.0.1';
/** macOS has only the first address of 127.0.0.0/8. */
const HOST_ADDRESSES = ['127.0.0.2', '::1'];

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
const hostAddress = await chooseHostAddress();
const port = await choosePort(values.port === undefined ? PORT : Number(values.port));
const panelUrl = `http://${PANEL_ADDRESS}:${port}`;
const hostUrl = `http://${hostAddress.includes(':') ? `[${hostAddress}]` : hostAddress}:${port}`;

const host = new DevHost({
  dist: join(ROOT, 'dist-dev'),
  dataDir,
  address: hostAddress,
  port,
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
    address: PANEL_ADDRESS,
    port,
    hostUrl,
    isHostListening: () => host.isListening,
    onSignedIn: () => {
      isSignedIn = true;
    },
  });
  await panel;
  if (isRestart) console.log('The host listens again.');
  else console.log(`The host listens on ${hostUrl}; its data directory is ${dataDir}.`);
  // A link dies with the host that made it.
  if (!isSignedIn) console.log(`open ${link.replace(hostUrl, panelUrl)}   (signs your browser in, once)`);
}

async function chooseHostAddress() {
  for (const address of HOST_ADDRESSES) if ((await tryPort(0, address)) !== null) return address;
  throw new Error(`This machine has none of the addresses ${HOST_ADDRESSES.join(', ')}.`);
}

/**
 * @param {number} preferred
 * @returns {Promise<number>} a port that is free at both addresses: the preferred one, if it is
 */
async function choosePort(preferred) {
  const port = await tryPort(preferred, PANEL_ADDRESS);
  if (port !== null && (await tryPort(port, hostAddress)) !== null) return port;
  return await choosePort(0);
}

/**
 * @param {number} wanted 0: any
 * @param {string} address
 * @returns {Promise<number | null>} the port; null where it cannot be listened on
 */
function tryPort(wanted, address) {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(null));
    server.listen(wanted, address, () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}
