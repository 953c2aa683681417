/**
 * Pages for a person who opens an address of the gateway and cannot get the page of a backend, yet or at all. They run no script
 * and load nothing.
 */

import { escapeHtml } from '../../../shared/text/escape-html.ts';
import { pageWords } from '../../../shared/words/en/pages.ts';
import { type CurrentLanguage, inLanguage, words } from '../../../shared/words/words.ts';

const t = words(pageWords);

/** HTML that is sent as it is; everything else is escaped by {@link html}. */
class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Makes HTML of a template; values that are no HTML are escaped. */
const html = (parts: TemplateStringsArray, ...values: (string | Html)[]): Html =>
  new Html(
    parts.reduce((text, part, index) => {
      const value = values[index - 1] ?? '';
      return text + (value instanceof Html ? value.text : escapeHtml(value)) + part;
    }),
  );

// Not `:last-child`: while its parent is still being sent, browsers count no element as the last one.
const STYLE = new Html(`<style>
:root { color-scheme: light dark; --text: light-dark(#1d232b, #e8ebef); --quiet: light-dark(#505a66, #a3adb9); --back: light-dark(#f6f7f9, #14181d); }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 36rem; padding: 2rem 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; line-height: 1.3; margin: 0 0 .75rem; text-wrap: balance; }
p { margin: 0 0 .5rem; }
.quiet { color: var(--quiet); font-size: .9rem; }
[role=status]:not(:has(.failed)) { min-height: 3rem; }
[role=status] p:has(+ p) { display: none; }
.bar { height: 4px; border-radius: 2px; margin: 0 0 1rem; overflow: hidden; background: light-dark(#dde2e8, #2a313a); }
.bar::after { content: ""; display: block; width: 40%; height: 100%; border-radius: 2px; background: light-dark(#2463c9, #6ea8ff); animation: run 1.6s ease-in-out infinite alternate; }
main:has(.failed) .bar, main:has(.failed) .while { display: none; }
@keyframes run { to { transform: translateX(150%); } }
@media (prefers-reduced-motion: reduce) { .bar::after { width: 100%; opacity: .6; animation: none; } }
</style>`);

const head = ({ code, direction }: CurrentLanguage, title: string, more: Html = new Html('')): Html =>
  html`<!doctype html>
<html lang="${code}" dir="${direction}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${t('titled', { title })}</title>${more}${STYLE}</head>
<body><main>`;

/** For `Content-Security-Policy`. */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': POLICY,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** A page that says why there is no other. @param describe makes the reason, in the language of the page */
export const errorPage = (language: CurrentLanguage, describe: () => string): string =>
  inLanguage(
    language,
    () =>
      html`${head(language, t('notAvailableTitle'))}<h1>${t('notAvailable')}</h1>
<p>${describe()}</p></main></body></html>
`.text,
  );

const REFRESH = new Html('<meta http-equiv="refresh" content="1">');

/**
 * The pieces of a page that is sent while its backend starts. Browsers show what has come. The page is loaded again one second
 * after its end, whatever has ended it: a refresh counts from then on (HTML, "shared declarative refresh steps").
 * All of it is made in the language of the page: `inLanguage`.
 */
export const startingPage = {
  begin: (language: CurrentLanguage, name: string): string =>
    html`${head(language, t('startingTitle', { name }), REFRESH)}<h1>${t('starting', { name })}</h1>
<div class="bar"></div>
<p class="quiet while">${t('opensByItself')}</p>
<div role="status">
`.text,
  /** Takes the place of the text before it. */
  status: (text: string): string =>
    html`<p>${text}</p>
`.text,
  failure: (message: string): string =>
    html`<p class="failed">${message}</p>
`.text,
  /** Keeps the connection alive. */
  nothing: ' \n',
  end: '</div></main></body></html>\n',
};
