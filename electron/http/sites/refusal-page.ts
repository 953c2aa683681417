/** What a person sees who opened an address that is refused: what happened, and the option that allows it. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorReply } from '../../../shared/errors.ts';
import { escapeHtml } from '../../../shared/text/escape-html.ts';
import { pageWords } from '../../../shared/words/en/pages.ts';
import { loadLanguageOfReader } from '../../../shared/words/languages/load-language.ts';
import { type CurrentLanguage, inLanguage, words } from '../../../shared/words/words.ts';

const t = words(pageWords);

/** Whether the request is for a page that a person will see. Programs ask for JSON or for anything. */
export const wantsPage = ({ method, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html');

/** The page tries again by itself, so that it is gone once the address is allowed. */
const RETRY_SECONDS = 5;

/**
 * @param describe makes the heading and what to do, in the language of whoever reads it
 * @param publicUrl what would allow the address; null where nothing is offered
 */
export async function sendRefusalPage(
  request: FastifyRequest,
  reply: FastifyReply,
  http: number,
  describe: () => Refusal,
  publicUrl: string | null,
): Promise<FastifyReply> {
  const language = await loadLanguageOfReader(request.headers['accept-language']);
  const page = inLanguage(language, () => renderPage(language, describe(), http, publicUrl));
  return reply.code(http).type('text/html; charset=utf-8').header('Cache-Control', 'no-store').send(page);
}

/** What is said of an error on its page. */
export type Refusal = Pick<ErrorReply, 'message' | 'hint'>;

/** A text with code in it, as HTML. */
const code = (content: unknown[]): string => `<code>${content.join('')}</code>`;

function renderPage(
  language: CurrentLanguage,
  { message, hint }: Refusal,
  http: number,
  publicUrl: string | null,
): string {
  const option =
    publicUrl === null
      ? ''
      : `<p>${escapeHtml(t('allowAddress'))}</p>
<pre dir="ltr">--public-url ${escapeHtml(publicUrl)}</pre>
<p>${t.parts('compareAddress', { code }).join('')}</p>`;
  return `<!doctype html>
<html lang="${language.code}" dir="${language.direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="refresh" content="${RETRY_SECONDS}">
<title>${escapeHtml(t('refusedTitle'))}</title>
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
<p>${escapeHtml(publicUrl === null ? hint : t('otherwiseUsePrinted'))}</p>
<p>${escapeHtml(t('triesAgain', { seconds: RETRY_SECONDS }))}</p>
<p><small>HTTP ${http}. ${escapeHtml(t('whyExact'))}</small></p>
</main>
</body>
</html>
`;
}
