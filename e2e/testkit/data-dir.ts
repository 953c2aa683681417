/** Data directories that have backends already. Knows no test framework: the caller removes them. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @param factsOf what differs from a disabled backend without settings */
export async function dataDirWith(
  count: number,
  factsOf?: (id: number) => object,
): Promise<{ dataDir: string; remove(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-data-'));
  await writeBackends(dataDir, count, factsOf);
  return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) };
}

/** Makes the folder if it is not there. @param factsOf what differs from a disabled backend without settings */
export async function writeBackends(
  dataDir: string,
  count: number,
  factsOf: (id: number) => object = () => ({}),
): Promise<void> {
  await mkdir(dataDir, { recursive: true });
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
        ...factsOf(id),
      })),
    }),
    // As the host writes it: one that others can read is closed, with a notice.
    { mode: 0o600 },
  );
}
