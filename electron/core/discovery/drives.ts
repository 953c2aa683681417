/** The drives of Windows. */
import type { FileChecks } from '../files/file-checks.ts';

/** Of the letters that disks and network drives get; A and B are those of floppy disks. */
const LETTERS = [...'CDEFGHIJKLMNOPQRSTUVWXYZ'];

/** The roots of the drives that answer, such as `D:\`; none on other systems. */
export async function findDrives(files: FileChecks, platform: NodeJS.Platform): Promise<string[]> {
  if (platform !== 'win32') return [];
  const drives = await Promise.all(
    LETTERS.map(async (letter) => {
      const drive = `${letter}:\\`;
      return await files.access(drive, 'exists').then(
        () => [drive],
        () => [],
      );
    }),
  );
  return drives.flat();
}
