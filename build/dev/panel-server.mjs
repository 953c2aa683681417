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
 * @param {string} options.hostUrl where the host listens, without a trailing slash
 * @param {number} options.port
 * @param {() => boolean} options.isHostListening failed requests are reported only while it is true
 * @param {() => void} options.onSignedIn called when a browser has signed in
 * @returns {Promise<{close: () => Promise<void>}>}
 */
export async function startPanelServer({ hostUrl, port, isHostListening, onSignedIn }) {
  // A server of our own: Vite's would end this process at SIGTERM, before the host has ended its workers.
  const server = createHttpServer();
  const nonce = randomBytes(16).toString('base64');
  const logger = createLogger('warn');
  const { server: devServer, ...config } = devConfig();
  const vite = await createServer({
    ...config,
    html: { cspNonce: nonce },
    // The host sees its own name, so that is what a browser has to sign for.
    define: { 'import.meta.env.VITE_SIGN_IN_ORIGIN': JSON.stringify(hostUrl) },
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
      proxy: { [HOST_ROUTES]: proxyToHost({ hostUrl, port, onSignedIn }) },
    },
  });
  server.on('request', vite.middlewares);
  server.listen(port, '127.0.0.1');
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
 * Requests of this server's own pages reach the host under the host's own name. Those of other sites go on as they came, so
 * that the rules of electron/http/access.ts hold for them.
 * @param {{hostUrl: string, port: number, onSignedIn: () => void}} options
 * @returns {import('vite').ProxyOptions}
 */
function proxyToHost({ hostUrl, port, onSignedIn }) {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  /**
   * @param {import('node:http').ClientRequest} outgoing
   * @param {import('node:http').IncomingMessage} incoming
   */
  const rename = (outgoing, { headers: { host = '', origin } }) => {
    if (!own.includes(host)) return;
    outgoing.setHeader('Host', new URL(hostUrl).host);
    if (origin === `http://${host}`) outgoing.setHeader('Origin', hostUrl);
  };
  return {
    target: hostUrl,
    ws: true,
    configure: (proxy) => {
      proxy.on('proxyReq', rename);
      proxy.on('proxyReqWs', rename);
      proxy.on('proxyRes', ({ statusCode }, { url }) => {
        if (statusCode === 200 && /^\/auth\/(sign-in|answer)$/.test(url ?? '')) onSignedIn();
      });
    },
  };
}
