/** What a person sees who opened an address that is refused: what happened, and the option that allows it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorReply } from '../../../shared/errors.ts';
import { escapeHtml } from '../../../shared/text/escape-html.ts';

/** Whether the request is for a page that a person will see. Programs ask for JSON or for anything. */
export const wantsPage = ({ method, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html');

/** The page tries again by itself, so that it is gone once the address is allowed. */
const RETRY_SECONDS = 5;

/** @param publicUrl what would allow the address; null where nothing is offered */
export function sendRefusalPage(
  reply: FastifyReply,
  error: ErrorReply,
  publicUrl: string | null,
): FastifyReply {
  return reply
    .code(error.http)
    .type('text/html; charset=utf-8')
    .header('Cache-Control', 'no-store')
    .send(renderPage(error, publicUrl));
}

function renderPage({ message, hint, http }: ErrorReply, publicUrl: string | null): string {
  const option =
    publicUrl === null
      ? ''
      : `<p>Is this an address of yours for Switchyard, by a proxy, a tunnel or a container? Then allow it:</p>
<pre>--public-url ${escapeHtml(publicUrl)}</pre>
<p>Compare it with the address bar first: it has to begin with the same <code>http://</code> or <code>https://</code>, and to
have the same port. In a container, the variable <code>SWITCHYARD_PUBLIC_URL</code> does the same; in the desktop app,
“Public addresses” in Preferences. Proxies and tunnels are explained in <code>docs/remote-access.md</code>.</p>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="${RETRY_SECONDS}">
<title>Switchyard: this address is not allowed</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 42rem; margin: 12vh auto; padding: 0 1.5rem; }
h1 { font-size: 1.4rem; overflow-wrap: anywhere; }
pre { padding: .75rem 1rem; border: 1px solid; border-radius: .5rem; overflow-x: auto; font-size: .95rem; }
</style>
</head>
<body>
<main>
<h1>${escapeHtml(message)}</h1>
${option}
<p>${escapeHtml(publicUrl === null ? hint : 'If not, use the address that the program printed when it started.')}</p>
<p>This page tries again every ${RETRY_SECONDS} seconds.</p>
<p><small>HTTP ${http}. Names are compared exactly, because other web pages could reach a program on this machine under a name
of their own.</small></p>
</main>
</body>
</html>
`;
}
