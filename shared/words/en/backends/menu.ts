import { defineArea } from '../../message.ts';

/** What can be done with a backend: its menu, and the commands that are the same. */
export const backendMenuWords = defineArea('backendMenu', {
  settings: 'Settings',
  rename: 'Rename',
  openLog: 'Open log',
  activity: 'Activity…',
  report: 'Diagnostic report…',
  tags: 'Tags…',
  usage: 'Usage…',
  freeVram: 'Free VRAM',
  freeVramAndRam: 'Free VRAM and RAM',
  copyAddress: 'Copy address',
  showCommandLine: 'Show command line',
  useItIn: 'Use it in…',
  moveToTop: 'Move to top',
  moveUp: 'Move up',
  moveDown: 'Move down',
  duplicate: 'Duplicate',
  delete: 'Delete',
});
