/** All colours, type sizes, radii and durations come from tokens.css. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const RENDERER = dirname(dirname(fileURLToPath(import.meta.url)));
const PAGE = 'theme/tokens.css';

const files = readdirSync(RENDERER, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(RENDERER, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
const read = (path: string) => readFileSync(join(RENDERER, path), 'utf8');
const withoutComments = (css: string) => css.replaceAll(/\/\*[\s\S]*?\*\//g, '');

const styleSheets = files.filter((path) => path.endsWith('.css') && path !== PAGE);
/** Fixtures have figures of their own, and theme.ts the palettes that Mantine computes with. */
const sources = files.filter(
  (path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|^fixtures\//.test(path) && path !== 'theme/theme.ts',
);

const COLOUR =
  /#[\da-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|oklab|oklch)a?\((?!from var)|:\s*(white|black|red|green|blue|gr[ae]y)\b/i;

/** What a declaration says by itself that a token has to say; null where there is nothing. */
function literalIn(property: string, value: string): string | null {
  // `color-mix(in oklab, …)` mixes tokens, and `oklch(from var(…) …)` changes one.
  const colour = COLOUR.exec(`:${value}`)?.[0];
  if (colour !== undefined) return colour;
  if (/^font(-size)?$/.test(property)) return /(?<![\w-])[\d.]+(px|r?em|pt|%)/.exec(value)?.[0] ?? null;
  if (/^border(-\w+)*-radius$/.test(property)) return /(?<![\w-])[\d.]+(px|r?em|%)/.exec(value)?.[0] ?? null;
  if (/^(row-|column-)?gap$/.test(property))
    return /(?<![\w-])(2|4|6|8|10|12|16|20)px/.exec(value)?.[0] ?? null;
  if (/^(transition|animation)/.test(property))
    return /(?<![\w.-])(?!0s)[\d.]+m?s\b/.exec(value)?.[0] ?? null;
  return null;
}

function literalsIn(css: string): string[] {
  return [...withoutComments(css).matchAll(/([\w-]+)\s*:\s*([^;{}]+);/g)].flatMap(
    ([, property = '', value = '']) => {
      const literal = literalIn(property, value);
      return literal === null ? [] : [`${property}: ${literal}`];
    },
  );
}

test.each([
  ['.a { color: #fff; }', ['color: #fff']],
  ['.a { background: rgb(1 2 3); }', ['background: rgb(']],
  ['.a { border: 1px solid white; color: white; }', ['color: :white']],
  ['.a { font-size: 12px; }', ['font-size: 12px']],
  ['.a { font: 600 0.8rem/1.2 serif; }', ['font: 0.8rem']],
  ['.a { border-radius: 0 4px; }', ['border-radius: 4px']],
  ['.a { border-top-left-radius: 50%; }', ['border-top-left-radius: 50%']],
  ['.a { transition: color 120ms; }', ['transition: 120ms']],
  ['.a { animation: spin 0s .3s; }', ['animation: .3s']],
  ['.a { --b: #123456; }', ['--b: #123456']],
  ['.a { gap: 8px 3px; }', ['gap: 8px']],
  [
    '.a { color: var(--sy-x-3px); background: color-mix(in oklab, var(--a) 5%, var(--b)); border-radius: 0; font: inherit; }',
    [],
  ],
])('the check finds the literals in %s', (css, literals) => {
  expect(literalsIn(css)).toEqual(literals);
});

test.each(styleSheets)('%s has no colour, type size, radius or duration of its own', (path) => {
  expect(literalsIn(read(path))).toEqual([]);
});

test('no component has a colour of its own', () => {
  const found = sources.flatMap((path) =>
    // `#123` may be a number of something.
    [...read(path).matchAll(/['"`:]#[\da-f]{6}\b/gi)].map(([literal]) => `${path}: ${literal}`),
  );
  expect(found).toEqual([]);
});

const page = withoutComments(read(PAGE));
const defined = new Set([...page.matchAll(/(--sy-[\w-]+):/g)].map(([, name = '']) => name));

test('every token that is used is on the page, and every token on the page is used', () => {
  const texts = [...styleSheets, ...sources, 'theme/theme.ts'].map(read);
  const used = new Set(
    [page, ...texts].flatMap((text) =>
      [...text.matchAll(/var\((--sy-[\w-]+)/g)].map(([, name = '']) => name),
    ),
  );
  // Those of which a component makes the name, or which it gives to a drawing.
  const made = [/^--sy-backend-\d+$/, /^--sy-(text|radius)-(xs|sm|md|lg|xl)$/, /^--sy-(machine|whole)$/];
  // Those that a component sets on its element, or a rule on another.
  const own = new Set(
    texts.flatMap((text) =>
      [...text.matchAll(/(?:['"]|^\s*)(--sy-[\w-]+)['"]?\]?:/gm)].map(([, name = '']) => name),
    ),
  );
  expect([...used].filter((name) => !defined.has(name) && !own.has(name))).toEqual([]);
  expect(
    [...defined].filter((name) => !used.has(name) && !made.some((pattern) => pattern.test(name))),
  ).toEqual([]);
});

test('both schemes have the same colours, and more contrast changes what is in both', () => {
  const block = (selector: string) =>
    new Set(
      [...page.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
        .filter(([, head = '']) => head.trim() === selector)
        .flatMap(([, , body = '']) => [...body.matchAll(/(--sy-[\w-]+):/g)].map(([, name = '']) => name)),
    );
  const dark = block(':root[data-mantine-color-scheme="dark"]');
  // White on a filled ground, the mark and what a search has found are the same in the dark.
  const same = /^--sy-(text|space|radius|motion|mark|found|target|danger-ground|on-filled|hatch)/;
  expect([...block(':root')].filter((name) => !same.test(name)).sort()).toEqual([...dark].sort());
  expect(block(':root:root:root')).toEqual(block(':root:root:root[data-mantine-color-scheme="dark"]'));
});

test('the page that is seen before the panel runs has copies of the tokens, because it loads nothing', () => {
  const copies = withoutComments(read('index.html'));
  const valuesIn = (css: string, selector: string) =>
    Object.fromEntries(
      [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)]
        .filter(([, head = '']) => head.trim().split('\n').at(-1)?.trim() === selector)
        .flatMap(([, , body = '']) => [...body.matchAll(/--(?:sy|start)-([\w-]+):\s*([^;]+);/g)])
        .map(([, name = '', value = '']) => [name, value.trim()]),
    );
  for (const selector of [':root', ':root[data-mantine-color-scheme="dark"]']) {
    const { page: ground, card, line } = valuesIn(page, selector);
    expect(valuesIn(copies, selector)).toMatchObject({ page: ground, card, line });
  }
  const { 'mark-ground': mark, 'mark-line': line, 'mark-dot': dot } = valuesIn(page, ':root');
  for (const colour of [mark, line, dot]) expect(copies).toContain(`"${colour}"`);
});

/** What the program's own files say about a part of the page, beside the file of that part. */
const SHARED_SHEETS = ['theme/theme.css', 'theme/targets.css', 'theme/forced-colours.css'];

test('no class has the rules of two parts of the panel, of which the later would change the other', () => {
  const sheetsOf = new Map<string, string[]>();
  for (const path of styleSheets.filter((one) => !SHARED_SHEETS.includes(one))) {
    const classes = withoutComments(read(path)).matchAll(/^\s*(\.sy-[\w-]+)\s*(?=[,{])/gm);
    for (const name of new Set([...classes].map(([, found = '']) => found)))
      sheetsOf.set(name, [...(sheetsOf.get(name) ?? []), path]);
  }
  expect([...sheetsOf].filter(([, sheets]) => sheets.length > 1)).toEqual([]);
});
