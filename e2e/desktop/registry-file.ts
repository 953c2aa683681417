/** A data directory that holds backends already, none of which is switched on. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export async function writeRegistry(count: number): Promise<{ dataDir: string; remove(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-desktop-'));
  await writeFile(
    join(dataDir, 'backends.json'),
    JSON.stringify({
      schema: 1,
      next_id: count,
      deleted: [],
      backends: Array.from({ length: count }, (_, id) => ({
        id,
        uid: `many${String(id).padStart(5, '0')}`,
        type: 'command',
        title: `Worker ${id}`,
        enabled: false,
        modcount: 0,
        settings: {},
      })),
    }),
  );
  return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) };
}
