/** Makes files that nobody can open until the test has finished. For Linux. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensurePython } from '../../launch/stand-ins/find-python.ts';
import { ggufModel } from '../../testkit/gguf.ts';
import { inRepository } from '../../testkit/repository.ts';

export interface DeadDrive {
  /** Full paths, in the order of the names. */
  paths: string[];
  /** The files answer again. */
  end(): Promise<void>;
}

export async function mountDeadDrive(names: readonly string[]): Promise<DeadDrive> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-dead-drive-'));
  const paths = names.map((name) => join(folder, name));
  for (const path of paths) {
    await writeFile(path, ggufModel());
    await chmod(path, 0o755);
  }
  const holder = spawn(ensurePython(), [inRepository('e2e/stand-ins/dead-drive/hold-files.py'), ...paths], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(holder, 'exit');
  const [data] = await Promise.race([once(holder.stdout, 'data'), exited]);
  if (!String(data).startsWith('held')) throw new Error('The files could not be held.');
  return {
    paths,
    end: async () => {
      holder.stdin.end();
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
