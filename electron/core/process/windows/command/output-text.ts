/**
 * The text of what a program prints. On Windows most programs print UTF-8 today, and others the code page of the console, as
 * Windows' own commands do. No program says which, so each line is taken for UTF-8 where it is valid as such.
 */
import { isUtf8 } from 'node:buffer';
import type { Win32 } from '../native/win32.ts';

/** The code page of consoles, which depends on the language of Windows. */
const CP_OEMCP = 1;

export function decodeOutput(win32: Pick<Win32, 'MultiByteToWideChar'>, line: Buffer): string {
  if (line.length === 0 || isUtf8(line)) return line.toString('utf8');
  // No code page has more characters than bytes.
  const wide = Buffer.alloc(2 * line.length);
  const count = win32.MultiByteToWideChar(CP_OEMCP, 0, line, line.length, wide, line.length);
  return count === 0 ? line.toString('utf8') : wide.toString('utf16le', 0, 2 * count);
}
