import type { shortcutsWords } from '../en/shortcuts.ts';
import type { Translation } from '../message.ts';

export const shortcutsTranslation: Translation<typeof shortcutsWords> = {
  commandsKey: 'Commandes : trouver toute action en quelques lettres',
  closeOrLeaveKey: 'Fermer ce qui est ouvert ou quitter la carte',
  thisOverviewKey: 'Cette liste',
  inList: 'Dans la liste',
  nextAndPreviousKey: 'Backend suivant et précédent',
  firstAndLastKey: 'Premier et dernier backend',
  addBackendKey: 'Ajouter un backend',
  onFocusedBackend: 'Sur le backend qui a le focus',
  besideKey: 'Le backend voisin',
  switchKey: 'Activer ou désactiver',
  openLogKey: 'Ouvrir le journal',
  settingsKey: 'Paramètres',
  moveKey: 'Déplacer',
  deleteKey: 'Supprimer, avec annulation possible',
  rightClickKey: 'Clic droit',
  everythingElseKey: 'Tout le reste',
  singleKeys: 'Touches simples actives partout',
  singleKeysText:
    'Désactivez cette option si vous utilisez la saisie vocale. Les touches agissent toujours sur le backend qui a le focus.',
  filterKey: 'Filtrer',
  preferencesKey: 'Préférences',
  itsButtonsKey: 'Ses boutons ; Échap pour revenir',
  restartKey: 'Redémarrer',
  tagsKey: 'Tags',
  contextMenuKey: 'Menu',
  pinKey: 'Dans la vue par GPU : fixer sur le GPU précédent ou suivant',
  everywhere: 'Partout',
};
