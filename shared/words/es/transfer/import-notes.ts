import type { importNotesWords } from '../../en/transfer/import-notes.ts';
import type { Translation } from '../../message.ts';

export const importNotesTranslation: Translation<typeof importNotesWords> = {
  alreadyHere: 'Ya está aquí.',
  idTaken: 'El número {number} ya está ocupado aquí, así que el backend recibe el {id}.',
  unknownType:
    'Esta versión no conoce el tipo «{type}». El backend se conserva, apagado, para una versión que lo conozca.',
  titleCut: 'El título se ha acortado a {max} caracteres.',
  tagsLeftOut:
    'Algunas etiquetas se han dejado fuera: un backend puede tener como máximo {count} etiquetas de {length} caracteres.',
  settingUnknown: 'El ajuste {name} se ha dejado fuera porque esta versión no lo conoce.',
  settingUnreadable: 'El ajuste {name} se ha dejado fuera porque aquí no se conoce su formato.',
  settingInvalid: '«{setting}» debe ser {expected}, así que se queda con su valor predeterminado.',
  settingEmpty: '«{setting}» está vacío en el archivo, así que queda desactivado, como en SwarmUI.',
  secretMissing: '«{setting}» no está en el archivo. Escríbelo después de importar.',
  secretOfUnknownType:
    '{name} se ha dejado fuera: parece un secreto, y el de un tipo desconocido no se podría proteger.',
  pathInSwarm: '«{setting}» está en la carpeta de SwarmUI ({path}): indica esa carpeta.',
  enabledEmpty: '«enabled» está vacío en el archivo, así que queda apagado, como en SwarmUI.',
  enabledUnclear: '«enabled» no es ni true ni false en el archivo, así que queda apagado, como en SwarmUI.',
  repeated: '{name} aparece más de una vez en el archivo. Cuenta el último, como en SwarmUI.',
};
