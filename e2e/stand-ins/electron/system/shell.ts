/** Stands in for Electron's `shell`: what the program opens in other programs is noted. It cannot show those programs. */
import type * as Electron from 'electron';

/** All that was opened, in order. */
export const opened: { how: 'openExternal' | 'openPath' | 'showItemInFolder'; what: string }[] = [];

export const shell = {
  openExternal: async (url: string) => {
    opened.push({ how: 'openExternal', what: url });
  },
  openPath: async (path: string) => {
    opened.push({ how: 'openPath', what: path });
    return '';
  },
  showItemInFolder: (path: string) => {
    opened.push({ how: 'showItemInFolder', what: path });
  },
} satisfies Pick<Electron.Shell, 'openExternal' | 'openPath' | 'showItemInFolder'>;
