import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { allAreas } from '../../shared/words/catalogue.ts';
import type { Area } from '../../shared/words/message.ts';

test('the catalogue has every area that there is', async () => {
  const folder = new URL('../../shared/words/en/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const found = await Promise.all(
    files.map(
      async (name) =>
        Object.values(await import(new URL(name.replaceAll('\\', '/'), folder).href)) as Partial<Area>[],
    ),
  );
  // A large area has messages in several files, which are no areas.
  const isArea = (value: Partial<Area>): value is Area => typeof value.id === 'string';
  const idsOf = (areas: readonly Area[]) => areas.map(({ id }) => id).sort();
  expect(idsOf(allAreas)).toEqual(idsOf(found.flat().filter(isArea)));
});
