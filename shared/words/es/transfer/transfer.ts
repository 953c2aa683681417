import type { transferWords } from '../../en/transfer/transfer.ts';
import type { Translation } from '../../message.ts';

export const transferTranslation: Translation<typeof transferWords> = {
  exportTitle: 'Exportar backends',
  exportFailed: 'No se pudieron exportar los backends.',
  exportAll:
    'Guarda todos los backends con sus ajustes en un archivo, como copia de seguridad o para otro equipo.',
  exportSome:
    'Guarda {count, plural, one {# backend con sus ajustes} other {# backends con sus ajustes}} en un archivo, como copia de seguridad o para otro equipo.',
  exportHint:
    'Los argumentos, las variables de entorno y las cabeceras se guardan tal cual. Comprueba que no contengan claves de API.',
  withSecrets: 'Incluir claves de API y contraseñas, cifradas',
  passphrase: 'Frase de contraseña',
  passphraseText:
    '{length, plural, one {# carácter como mínimo} other {# caracteres como mínimo}}. Sin ella, nadie puede recuperar los secretos.',
  passphraseMissing: 'Elige una frase de contraseña.',
  export: 'Exportar',
  copyText: 'Copiar como texto',
  exported: '{count, plural, one {# backend exportado} other {# backends exportados}}.',
  leftOut: 'No incluido',
  exportedWithout: '{backend}: sin {settings}',
  saveFile: 'Guardar archivo',
  importTitle: 'Importar backends',
  nothingImported: 'No se importó nada.',
  importFailed: 'No se pudieron importar los backends.',
  importText:
    'Elige el archivo Backends.fds de la carpeta Data de SwarmUI o un archivo exportado desde Switchyard. Verás qué contiene antes de añadir nada.',
  file: 'Archivo que importar',
  chooseFile: 'Elegir archivo…',
  dropFile: 'o suéltalo aquí',
  fileTooLarge: '{name} es demasiado grande para ser una lista de backends.',
  fileUnreadable: 'No se puede leer {name}: {problem}.',
  fileGone: 'No se puede leer {name}.',
  swarmFileHint: 'La lista de backends de SwarmUI es el archivo Backends.fds de su carpeta Data.',
  chooseAgain: 'Vuelve a elegir el archivo.',
  path: 'O escribe una ruta del equipo donde se ejecuta Switchyard',
  pathText: 'Basta con la carpeta de SwarmUI.',
  browse: 'Examinar',
  pathMissing: 'Escribe una ruta.',
  read: 'Leer archivo',
  switchedOff: 'Añadirlos apagados',
  switchedOffText: 'Así puedes revisarlos antes, o mientras otro programa aún usa los mismos motores.',
  nothingToAdd: 'No hay nada que añadir.',
  passphraseNeeded: 'Escribe la frase de contraseña o deja fuera los secretos.',
  sourceSwarm: '<b>{name}</b>, de SwarmUI: {what}.',
  sourceSwitchyard: '<b>{name}</b>, de Switchyard: {what}.',
  newBackends: '{count, plural, =0 {ningún backend nuevo} one {# backend nuevo} other {# backends nuevos}}',
  newAndPresent:
    '{count, plural, =0 {ningún backend nuevo} one {# backend nuevo} other {# backends nuevos}}, {present, plural, one {# ya está aquí} other {# ya están aquí}}',
  swarmFolder: 'Carpeta de SwarmUI',
  swarmFolderText: 'Algunos programas se indican con una ruta relativa a esta carpeta.',
  swarmFolderMissing: 'Escribe la carpeta.',
  checkFolder: 'Comprobar carpeta',
  secretsText: 'Descifra los secretos de este archivo.',
  skipSecrets: 'Dejar fuera los secretos',
  anotherFile: 'Elegir otro archivo',
  addCount: '{count, plural, one {Añadir # backend} other {Añadir # backends}}',
  added:
    '{count, plural, =0 {No se ha añadido ningún backend.} one {Se ha añadido # backend.} other {Se han añadido # backends.}}',
  addedAndPresent:
    '{count, plural, =0 {No se ha añadido ningún backend.} one {Se ha añadido # backend.} other {Se han añadido # backends.}} {present, plural, one {# ya estaba aquí.} other {# ya estaban aquí.}}',
  toCheck: 'Revisa estos',
  rows: 'Backends que importar',
  rowOff: 'apagado',
  allGpus: 'Todas las GPU',
  gpusOf: 'GPU de {name}',
  gpusOfFile: 'Como en el archivo: {gpus}',
};
