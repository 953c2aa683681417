/** Which messages the first view of the panel loads. */
import { existsSync, readFileSync } from 'node:fs';
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

test('the first view of the panel has English texts of its own', () => {
  expect(ofFirstView).toContain('backendCard');
  expect(ofFirstView).not.toContain('preferences' satisfies LaterArea);
});

test.each(languages.filter(({ load }) => load !== null))(
  'in $name nothing that the first view says comes later, and nothing twice',
  async ({ load }) => {
    const [firstView, later] = await Promise.all([load?.firstView(), load?.later()]);
    expect(ofFirstView.filter((area) => Object.hasOwn(later ?? {}, area))).toEqual([]);
    expect(Object.keys(firstView ?? {}).filter((area) => Object.hasOwn(later ?? {}, area))).toEqual([]);
  },
);
