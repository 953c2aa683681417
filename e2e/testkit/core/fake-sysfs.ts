/** A folder with files as the kernel shows them in /sys. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished, type TestContext } from 'vitest';

export interface FileTree {
  root: string;
  /** Writes text files, by their paths under the root. */
  write(files: Record<string, string | number>): Promise<void>;
  remove(path: string): Promise<void>;
}

/**
 * Removed after the test.
 * @param onFinished the one of the test's own context; needed where tests run at the same time
 */
export async function makeFileTree(
  files: Record<string, string | number> = {},
  onFinished: TestContext['onTestFinished'] = onTestFinished,
): Promise<FileTree> {
  const root = await mkdtemp(join(tmpdir(), 'switchyard-test-'));
  onFinished(() => rm(root, { recursive: true, force: true }));
  const write: FileTree['write'] = async (more) => {
    for (const [path, content] of Object.entries(more)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), `${content}\n`);
    }
  };
  await write(files);
  return { root, write, remove: (path) => rm(join(root, path), { recursive: true }) };
}

/** The files of an RX 7900 XTX that are read. */
export const amdGpu = (name: string, address: string, more: Record<string, string | number> = {}) => {
  const files = {
    vendor: '0x1002',
    uevent: `DRIVER=amdgpu\nPCI_CLASS=30000\nPCI_SLOT_NAME=${address}`,
    unique_id: `c3d9f2a1b4e5${name.padStart(4, '0')}`,
    gpu_busy_percent: 37,
    mem_info_vram_used: 794_341_376,
    mem_info_vram_total: 25_753_026_560,
    'power/runtime_status': 'active',
    'hwmon/hwmon4/temp1_input': 49_000,
    'hwmon/hwmon4/power1_average': 19_500_000,
    'hwmon/hwmon4/fan1_input': 825,
    'hwmon/hwmon4/fan1_max': 3300,
    ...more,
  };
  return Object.fromEntries(
    Object.entries(files).map(([file, content]) => [`sys/class/drm/${name}/device/${file}`, content]),
  );
};
