import type { importReasonsWords } from '../../en/transfer/import-reasons.ts';
import type { Translation } from '../../message.ts';

export const importReasonsTranslation: Translation<typeof importReasonsWords> = {
  fullPath: 'hace falta la ruta completa',
  noFile: 'no hay ningún archivo en {path}',
  noList:
    'la carpeta {path} no tiene ninguna lista de backends: ni Data/Backends.fds, como la carpeta de SwarmUI, ni Backends.fds',
  notOrdinary: 'es una tubería o un dispositivo',
  empty: 'está vacío',
  tooLarge: 'ocupa más de {size} MB',
  utf32: 'está en UTF-32. Ábrelo en un editor y guárdalo como UTF-8',
  notText: 'no es un archivo de texto',
  badUtf16: 'está en UTF-16, pero dañado o cortado',
  otherEncoding:
    'la línea {line} no está en UTF-8: el archivo se guardó con otra codificación, como Windows-1252 o GBK. Ábrelo en un editor que lo muestre bien y guárdalo como UTF-8',
  lostLetter:
    'la línea {line} ha perdido un carácter porque el archivo se guardó o se leyó con una codificación equivocada. Corrígelo en un editor y guárdalo como UTF-8',
  noBackends: 'no contiene ningún backend',
  tooManyBackends: 'tiene más de {max} backends',
  noEntry: 'no tiene ninguna entrada {entry}',
  notExported: 'no es una lista de backends exportada por Switchyard',
  damaged: 'está dañado{hasPlace, select, yes { en {place}} other {}}',
  damagedSecrets: 'sus secretos están dañados',
  noTypes: 'no es una lista de backends con un tipo cada uno',
  tooManySettings: 'un backend tiene más de {max} ajustes',
  longSettingName: 'un ajuste tiene un nombre de más de {max} caracteres',
  line_deeper: 'la línea {line} tiene más sangría que aquello a lo que pertenece',
  line_noList: 'la línea {line} es un elemento de una lista sin nombre',
  line_tooDeep: 'la línea {line} está anidada a demasiada profundidad',
  line_noValue: 'la línea {line} no tiene la forma «nombre: valor»',
};
