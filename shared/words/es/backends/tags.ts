import type { tagsWords } from '../../en/backends/tags.ts';
import type { Translation } from '../../message.ts';

export const tagsTranslation: Translation<typeof tagsWords> = {
  titleOf: 'Etiquetas de {name}',
  titleOfSeveral: 'Etiquetas de {count, plural, one {# backend} other {# backends}}',
  tags: 'Etiquetas',
  tagsText:
    'Palabras para encontrarlo y agruparlo, como «imagen» o «cliente». Pulsa Intro o una coma después de cada una. Como máximo {tags, number} etiquetas, de hasta {characters, number} caracteres cada una. Se agrupa por la primera.',
  add: 'Añadir',
  addText:
    'Pulsa Intro o una coma después de cada etiqueta. Un backend puede tener {tags, number} etiquetas, de hasta {characters, number} caracteres cada una.',
  remove: 'Quitar',
  tooMany: 'Escribe {max, number} etiquetas como máximo.',
  tooLong: 'Una etiqueta puede tener {max, number} caracteres como máximo.',
  nothingChosen: 'Escribe una etiqueta para añadir o quitar.',
  savingFailed: 'No se pudieron guardar las etiquetas.',
  backendDeleted: 'Este backend se ha eliminado.',
};
