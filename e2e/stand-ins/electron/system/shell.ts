/** Stands in for Electron's `shell`: records what the program opens in other programs. It cannot show those programs. */
import type * as Electron from 'electron';

/** All that was opened, in order. */
export const opened: { method: 'openExternal' | 'openPath' | 'showItemInFolder'; target: string }[] = [];

export const shell = {
  openExternal: async (url: string) => {
    opened.push({ method: 'openExternal', target: url });
  },
  openPath: async (path: string) => {
    opened.push({ method: 'openPath', target: path });
    return '';
  },
  showItemInFolder: (path: string) => {
    opened.push({ method: 'showItemInFolder', target: path });
  },
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder'>;
