/**
 * Compiles the messages of the catalogue while the panel is built, so that the browser gets neither a parser nor its work, and
 * leaves out translations that the panel never shows.
 */
import compile from 'icu-minify/compile';
import type { Plugin } from 'vite';

const CATALOGUE = /\/shared\/words\/[a-z]{2}(-[A-Za-z]+)?\/[^?]+\.ts$/;
const COMPILER = /\/shared\/words\/compile-message\.ts$/;

/** Translations of what the panel never shows: menus and notifications of the desktop app, and the host's own pages. */
const NOT_SHOWN = /\/shared\/words\/(?!en\/)[a-z]{2}(?:-[A-Za-z]+)?\/(desktop|pages)\.ts$/;
const EXPORTS: Record<string, string> = { desktop: 'desktopTranslation', pages: 'pageTranslation' };

/** The nodes of the syntax tree that are looked at. */
interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  value?: unknown;
  [key: string]: unknown;
}

export function compileWords(): Plugin {
  return {
    name: 'switchyard-compile-words',
    enforce: 'pre',
    transform(code, id) {
      if (COMPILER.test(id))
        return { code: 'export const compileMessage = (message) => message;\n', map: null };
      if (!CATALOGUE.test(id)) return null;
      const notShown = EXPORTS[NOT_SHOWN.exec(id)?.[1] ?? ''];
      if (notShown !== undefined) return { code: `export const ${notShown} = {};\n`, map: null };
      const tree = this.parse(code, { lang: 'ts' }) as unknown as SyntaxNode;
      let compiled = code;
      // From the end to the start, so that the positions before stay right.
      for (const { start, end, text } of findMessages(tree).reverse())
        compiled = compiled.slice(0, start) + JSON.stringify(compile(text)) + compiled.slice(end);
      return { code: compiled, map: null };
    },
  };
}

/** The values of the properties of all objects that are texts. */
function findMessages(node: unknown): { start: number; end: number; text: string }[] {
  if (Array.isArray(node)) return node.flatMap(findMessages);
  if (!isNode(node)) return [];
  if (node.type === 'Property') {
    const { value } = node;
    if (isNode(value) && value.type === 'Literal' && typeof value.value === 'string')
      return [{ start: value.start, end: value.end, text: value.value }];
  }
  return Object.values(node).flatMap(findMessages);
}

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value;
