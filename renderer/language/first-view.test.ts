/** Which messages the first view of the panel loads. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { LaterArea } from '../../shared/words/catalogue.ts';
import { languages } from '../../shared/words/languages/languages.ts';

const ROOT = join(import.meta.dirname, '../..');

/** The modules that `entry` imports, with all that they import. What is imported on request is not among them. */
function modulesOf(entry: string, found = new Set<string>()): Set<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  for (const [, path = ''] of readFileSync(entry, 'utf8').matchAll(
    /^(?:import|export)(?! type\b)[^;]*?from '(\.[^']+\.tsx?)'/gms,
  )) {
    const module = join(dirname(entry), path);
    if (existsSync(module)) modulesOf(module, found);
  }
  return found;
}

const areasOf = (modules: Iterable<string>): string[] =>
  [...modules]
    .filter((path) => path.startsWith(join(ROOT, 'shared/words/en')))
    .flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/defineArea\('(\w+)'/g)].map(([, id = '']) => id),
    );

const ofFirstView = areasOf(modulesOf(join(ROOT, 'renderer/start-panel.tsx')));

/** Areas of the host that no card, notice or bar of a GPU has, each with the only place that shows it. */
const SHOWN_LATER: Partial<Record<LaterArea, string>> = {
  importNotes: 'the dialog of an import',
  importReasons: 'the dialog of an import',
  pages: 'pages without a script, which are not of the panel',
  presets: 'the form of a new backend',
};

/** The areas whose messages the host sends with their keys. */
const sentByHost = areasOf(modulesOfHost()).filter((area) => !Object.hasOwn(SHOWN_LATER, area));

function modulesOfHost(): Set<string> {
  const found = new Set<string>();
  for (const folder of ['core', 'backend-types', 'gateway'].map((name) => join(ROOT, 'electron', name)))
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
      if (name.endsWith('.ts') && !name.endsWith('.test.ts')) modulesOf(join(folder, name), found);
  return found;
}

test('the first view of the panel has English texts of its own', () => {
  expect(ofFirstView).toContain('backendCard');
  expect(ofFirstView).not.toContain('preferences' satisfies LaterArea);
});

test.each(languages.filter(({ load }) => load !== null))(
  'in $name nothing that the first view says, or the host has it say, comes later, and nothing twice',
  async ({ load }) => {
    const [firstView, later] = await Promise.all([load?.firstView(), load?.later()]);
    const needed = new Set([...ofFirstView, ...sentByHost]);
    expect([...needed].filter((area) => Object.hasOwn(later ?? {}, area))).toEqual([]);
    expect(Object.keys(firstView ?? {}).filter((area) => Object.hasOwn(later ?? {}, area))).toEqual([]);
  },
);
