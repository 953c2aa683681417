import type { shortcutsWords } from '../en/shortcuts.ts';
import type { Translation } from '../message.ts';

export const shortcutsTranslation: Translation<typeof shortcutsWords> = {
  commandsKey: 'Befehle: jede Aktion mit wenigen Buchstaben finden',
  closeOrLeaveKey: 'Offenes schließen oder die Karte verlassen',
  thisOverviewKey: 'Diese Übersicht',
  inList: 'In der Liste',
  nextAndPreviousKey: 'Nächstes und voriges Backend',
  firstAndLastKey: 'Erstes und letztes Backend',
  addBackendKey: 'Backend hinzufügen',
  onFocusedBackend: 'Auf dem fokussierten Backend',
  besideKey: 'Das Backend daneben',
  switchKey: 'Ein- oder ausschalten',
  openLogKey: 'Log öffnen',
  settingsKey: 'Einstellungen',
  moveKey: 'Verschieben',
  deleteKey: 'Löschen (lässt sich rückgängig machen)',
  rightClickKey: 'Rechtsklick',
  everythingElseKey: 'Alles andere',
  singleKeys: 'Einzelne Tasten wirken überall',
  singleKeysText:
    'Schalten Sie das aus, wenn Sie per Sprache eingeben. Tasten auf einem fokussierten Backend wirken immer.',
  filterKey: 'Filtern',
  preferencesKey: 'Optionen',
  itsButtonsKey: 'Seine Schaltflächen; Esc führt zurück',
  restartKey: 'Neu starten',
  tagsKey: 'Tags',
  contextMenuKey: 'Menü',
  pinKey: 'In der GPU-Ansicht: an die vorige oder nächste GPU binden',
  everywhere: 'Überall',
};
