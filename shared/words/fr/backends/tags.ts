import type { tagsWords } from '../../en/backends/tags.ts';
import type { Translation } from '../../message.ts';

export const tagsTranslation: Translation<typeof tagsWords> = {
  titleOf: 'Tags de {name}',
  titleOfSeveral: 'Tags de {count, plural, one {# backend} other {# backends}}',
  tags: 'Tags',
  tagsText:
    'Des mots pour le trouver et le grouper, comme « image » ou « client ». Appuyez sur Entrée ou virgule après chacun. {tags, number} tags au plus, de {characters, number} caractères au plus. Le premier sert au groupement.',
  add: 'Ajouter',
  addText:
    'Appuyez sur Entrée ou virgule après chaque tag. Un backend peut avoir {tags, number} tags, de {characters, number} caractères au plus.',
  remove: 'Retirer',
  tooMany: 'Saisissez au plus {max, number} tags.',
  tooLong: 'Un tag peut avoir au plus {max, number} caractères.',
  nothingChosen: 'Saisissez un tag à ajouter ou à retirer.',
  savingFailed: 'Impossible d’enregistrer les tags.',
  backendDeleted: 'Ce backend est supprimé.',
};
