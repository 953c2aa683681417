// Vite's dev server for the panel: it reloads what changes, and passes on to the host what only the host answers.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLogger, createServer } from 'vite';
import { ROOT } from '../scripts/source-tree.mjs';

/** The routes of electron/http/routes/, without the files of the panel. */
const HOST_ROUTES = '^/(API/|auth(/|\\?|$)|healthz$|metrics$|openapi\\.json$)';

/** @returns {import('vite').InlineConfig} what the panel and the gallery have in common */
export const devConfig = () => ({
  configFile: join(ROOT, 'renderer', 'vite.config.ts'),
  cacheDir: join(ROOT, 'dist-dev', 'vite'),
  server: {
    host: '127.0.0.1',
    // What npm has installed may lie further up than the sources.
    fs: { allow: [ROOT, dirname(dirname(fileURLToPath(import.meta.resolve('vite/package.json'))))] },
    // No other page has anything to ask of this server.
    cors: false,
  },
});

/**
 * @param {object} options
 * @param {string} options.address a loopback address
 * @param {number} options.port
 * @param {string} options.hostUrl where the host listens, without a trailing slash: the same port of another loopback
 * address. The host then takes this server's address for one of its own, and no request needs to be changed on its way.
 * @param {() => boolean} options.isHostListening failed requests are reported only while it is true
 * @param {() => void} options.onSignedIn called when a browser has signed in
 * @returns {Promise<{close: () => Promise<void>}>}
 */
export async function startPanelServer({ address, port, hostUrl, isHostListening, onSignedIn }) {
  // A server of our own: Vite's would end this process at SIGTERM, before the host has ended its workers.
  const server = createHttpServer();
  const nonce = randomBytes(16).toString('base64');
  const logger = createLogger('warn');
  const { server: devServer, ...config } = devConfig();
  const vite = await createServer({
    ...config,
    html: { cspNonce: nonce },
    customLogger: {
      ...logger,
      error: (message, options) => {
        if (isHostListening() || !message.includes('proxy')) logger.error(message, options);
      },
    },
    server: {
      ...devServer,
      middlewareMode: { server },
      ws: { server },
      headers: { 'Content-Security-Policy': await developmentPolicy(hostUrl, nonce) },
      proxy: { [HOST_ROUTES]: proxyToHost(hostUrl, onSignedIn) },
    },
  });
  server.on('request', vite.middlewares);
  server.listen(port, address);
  await once(server, 'listening');
  return {
    async close() {
      await vite.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/**
 * The host's own Content-Security-Policy with two additions: the inline scripts of Vite, by a nonce, and the worker that
 * waits for a dev server to come back.
 * @param {string} hostUrl
 * @param {string} nonce
 */
async function developmentPolicy(hostUrl, nonce) {
  const { headers } = await fetch(`${hostUrl}/healthz`);
  const policy = headers.get('content-security-policy') ?? '';
  return `${policy.replace("script-src 'self'", `$& 'nonce-${nonce}'`)}; worker-src 'self' blob:`;
}

/**
 * Passes requests on as they came, so that the rules of electron/http/access/access.ts decide about them.
 * @param {string} hostUrl
 * @param {() => void} onSignedIn
 * @returns {import('vite').ProxyOptions}
 */
function proxyToHost(hostUrl, onSignedIn) {
  return {
    target: hostUrl,
    changeOrigin: false,
    ws: true,
    configure: (proxy) =>
      void proxy.on('proxyRes', ({ statusCode }, { url }) => {
        if (statusCode === 200 && /^\/auth\/(sign-in|answer)$/.test(url ?? '')) onSignedIn();
      }),
  };
}
