import type { backendMenuWords } from '../../en/backends/menu.ts';
import type { Translation } from '../../message.ts';

export const backendMenuTranslation: Translation<typeof backendMenuWords> = {
  settings: 'Paramètres',
  rename: 'Renommer',
  openLog: 'Ouvrir le journal',
  activity: 'Activité…',
  report: 'Rapport de diagnostic…',
  tags: 'Tags…',
  usage: 'Utilisation…',
  freeVram: 'Libérer la VRAM',
  freeVramAndRam: 'Libérer la VRAM et la RAM',
  copyAddress: 'Copier l’adresse',
  showCommandLine: 'Afficher la ligne de commande',
  useItIn: 'Utiliser dans…',
  moveToTop: 'Placer en tête',
  moveUp: 'Monter',
  moveDown: 'Descendre',
  duplicate: 'Dupliquer',
  delete: 'Supprimer',
};
