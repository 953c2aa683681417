import type { backendMenuWords } from '../../en/backends/menu.ts';
import type { Translation } from '../../message.ts';

export const backendMenuTranslation: Translation<typeof backendMenuWords> = {
  settings: 'Einstellungen',
  rename: 'Umbenennen',
  openLog: 'Log öffnen',
  activity: 'Aktivität…',
  report: 'Diagnosebericht…',
  tags: 'Tags…',
  usage: 'Nutzung…',
  freeVram: 'VRAM freigeben',
  freeVramAndRam: 'VRAM und RAM freigeben',
  copyAddress: 'Adresse kopieren',
  showCommandLine: 'Befehlszeile anzeigen',
  useItIn: 'Verwenden in…',
  moveToTop: 'Ganz nach oben',
  moveUp: 'Nach oben',
  moveDown: 'Nach unten',
  duplicate: 'Duplizieren',
  delete: 'Löschen',
};
