/** Stands in for Electron's `clipboard`, for the texts that the program puts on it. It does not reach that of the system. */
import type * as Electron from 'electron';

let current = '';

export const clipboard = {
  readText: async () => current,
  writeText: async (text: string) => {
    current = text;
  },
} satisfies Pick<Electron.Clipboard, 'readText' | 'writeText'>;
