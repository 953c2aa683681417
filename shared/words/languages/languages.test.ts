import { describe, expect, test } from 'vitest';
import { allAreas } from '../catalogue.ts';
import { compileMessage } from '../compile-message.ts';
import type { Messages } from '../message.ts';
import { languages } from './languages.ts';

/** What a message takes, such as `count` or `<link>`, and the plural forms and choices that it has a text for. */
interface Takes {
  values: Set<string>;
  plurals: Map<string, string[]>;
  choices: Map<string, string[]>;
}

/** The kinds of a node of icu-minify: a select, a plural by count or by rank; above them formats of numbers and dates. */
const SELECT = 1;
const PLURALS = [2, 3];

function takesOf(message: string): Takes {
  const takes: Takes = { values: new Set(), plurals: new Map(), choices: new Map() };
  const look = (nodes: unknown): void => {
    if (!Array.isArray(nodes)) return;
    for (const node of nodes) {
      if (!Array.isArray(node)) continue;
      const [name, kind, branches] = node as [string | number, unknown, unknown];
      // `#`, the number of the plural around it.
      if (typeof name !== 'string') continue;
      if (typeof kind === 'number') {
        takes.values.add(name);
        if (typeof branches !== 'object' || branches === null || kind > 3) continue;
        if (kind === SELECT) takes.choices.set(name, Object.keys(branches));
        if (PLURALS.includes(kind)) takes.plurals.set(name, Object.keys(branches));
        Object.values(branches).forEach(look);
      } else if (node.length > 1) {
        takes.values.add(`<${name}>`);
        look(node.slice(1));
      } else takes.values.add(name);
    }
  };
  look(compileMessage(message));
  return takes;
}

describe.each(languages.filter(({ load }) => load !== null))('$name', ({ code, load }) => {
  const messagesOf = async (area: string): Promise<Messages> => {
    const parts = await Promise.all([load?.firstView(), load?.later()]);
    return (Object.assign({}, ...parts) as Record<string, Messages>)[area] ?? {};
  };

  test.each(allAreas)('has every message of $id, and no other', async ({ id, messages }) => {
    expect(Object.keys(await messagesOf(id)).sort()).toEqual(Object.keys(messages).sort());
  });

  test.each(allAreas)(
    'gives each message of $id the values that the English has',
    async ({ id, messages }) => {
      const translated = await messagesOf(id);
      for (const [key, english] of Object.entries(messages)) {
        const [there, here] = [takesOf(english), takesOf(translated[key] ?? '')];
        expect([...here.values].sort(), key).toEqual([...there.values].sort());
        for (const [name, choices] of there.choices)
          expect(here.choices.get(name)?.sort(), `${key}, ${name}`).toEqual([...choices].sort());
      }
    },
  );

  test.each(allAreas)('has only plural forms of its own in $id, and always the last', async ({ id }) => {
    const known = new Intl.PluralRules(code).resolvedOptions().pluralCategories as readonly string[];
    const translated = await messagesOf(id);
    for (const [key, message] of Object.entries(translated))
      for (const [name, forms] of takesOf(message).plurals) {
        expect(forms, `${key}, ${name}`).toContain('other');
        expect(
          forms.filter((form) => !form.startsWith('=') && !known.includes(form)),
          `${key}, ${name}`,
        ).toEqual([]);
      }
  });
});
