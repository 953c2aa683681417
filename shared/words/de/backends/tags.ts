import type { tagsWords } from '../../en/backends/tags.ts';
import type { Translation } from '../../message.ts';

export const tagsTranslation: Translation<typeof tagsWords> = {
  titleOf: 'Tags von {name}',
  titleOfSeveral: 'Tags von {count, plural, one {# Backend} other {# Backends}}',
  tags: 'Tags',
  tagsText:
    'Wörter zum Finden und Gruppieren, etwa „Bilder“ oder „Kunde“. Drücken Sie nach jedem die Eingabetaste oder Komma. Höchstens {tags, number} Tags mit je höchstens {characters, number} Zeichen. Gruppiert wird nach dem ersten.',
  add: 'Hinzufügen',
  addText:
    'Drücken Sie nach jedem Tag die Eingabetaste oder Komma. Ein Backend kann {tags, number} Tags mit je höchstens {characters, number} Zeichen haben.',
  remove: 'Entfernen',
  tooMany: 'Geben Sie höchstens {max, number} Tags ein.',
  tooLong: 'Ein Tag kann höchstens {max, number} Zeichen haben.',
  nothingChosen: 'Geben Sie ein Tag zum Hinzufügen oder Entfernen ein.',
  savingFailed: 'Die Tags konnten nicht gespeichert werden.',
  backendDeleted: 'Dieses Backend ist gelöscht.',
};
