import type { expectedWords } from '../../en/settings/expected.ts';
import type { Translation } from '../../message.ts';

export const expectedTranslation: Translation<typeof expectedWords> = {
  mustBe: 'debe ser {expected}',
  trueOrFalse: 'true o false',
  oneOf: 'uno de estos valores: {values}',
  listOfTexts: 'una lista de textos',
  shorterList: 'una lista de {max} textos como máximo',
  text: 'un texto',
  shorterText: 'un texto de {max} caracteres como máximo',
  withoutNul: 'un texto sin caracteres NUL',
  oneLine: 'un texto en una sola línea',
  pathOnOneLine: 'una ruta en una sola línea',
  programAlone: 'solo el programa, en una línea: lo que va detrás corresponde a sus argumentos',
  gpuList: 'una lista de números de GPU separados por comas, como 0 o 0,1',
  webAddress: 'una dirección web que empiece por http:// o https://',
  addressWithoutLogin:
    'una dirección sin usuario ni contraseña, que podría leer cualquiera que vea los ajustes',
  addressWithKey: 'una dirección sin usuario ni contraseña si además hay una clave',
  fingerprint: 'una huella SHA-256: 64 dígitos hexadecimales, con o sin dos puntos',
  json: 'JSON válido',
  number:
    '{kind, select, whole {un número entero} other {un número}}{bounds, select, both { de {min} a {max}} min { igual o mayor que {min}} max { igual o menor que {max}} other {}}',
  closedQuote: 'una línea de comandos completa (falta cerrar {quote})',
  variableLines: 'una lista de líneas NOMBRE=valor (la línea {line} no lo es)',
  fewerLines: 'un texto de {max} líneas como máximo',
  scheduleLines: 'una lista de líneas como Mon-Fri 08:00-18:00, no «{line}»',
  headerLines: 'líneas con la forma Nombre: valor (la línea {line} no lo es)',
  noReservedHeader: 'un texto sin {name}, que se define automáticamente (línea {line})',
  headersOnce: 'un texto sin cabeceras repetidas (línea {line})',
  plainHeader: 'un texto con caracteres simples (la línea {line} no lo es)',
};
