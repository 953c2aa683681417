/** The drives of Windows. */
import type { FileChecks } from '../files/file-checks.ts';
import { isThere } from '../files/is-there.ts';

/** Of the letters that disks and network drives get; A and B are those of floppy disks. */
const LETTERS = [...'CDEFGHIJKLMNOPQRSTUVWXYZ'];

/** The roots of the drives that answer, such as `D:\`; none on other systems. */
export async function findDrives(files: FileChecks, platform: NodeJS.Platform): Promise<string[]> {
  if (platform !== 'win32') return [];
  const roots = LETTERS.map((letter) => `${letter}:\\`);
  const there = await Promise.all(roots.map(isThere(files)));
  return roots.filter((_, index) => there[index]);
}
