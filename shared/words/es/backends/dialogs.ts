import type { backendDialogsWords } from '../../en/backends/dialogs.ts';
import type { Translation } from '../../message.ts';

export const backendDialogsTranslation: Translation<typeof backendDialogsWords> = {
  settings: 'Ajustes',
  settingsOf: 'Ajustes de {name}',
  backendDeleted: 'Este backend se ha eliminado.',
  deletedMeanwhile: 'Este backend se eliminó o cambió de número mientras editabas. No puedes guardar aquí.',
  typeUnknown:
    'Esta versión de Switchyard no conoce su tipo, «{type}», así que no puede mostrar sus ajustes. Se conservan.',
  typesNotRead: 'Los tipos de backend aún no se han leído.',
  settingsLocked: 'Los ajustes están bloqueados. Puedes leerlos, pero no cambiarlos.',
  savingFailed: 'No se pudieron guardar los ajustes.',
  noChanges: 'Sin cambios',
  nothingChanged: 'No hay cambios que guardar.',
  changedSettings: '{count, plural, one {# ajuste cambiado} other {# ajustes cambiados}}',
  needsRestart:
    '{count, plural, one {El reinicio se debe a {settings}.} other {El reinicio se debe a {settings}.}}',
  number: 'Número',
  numberText:
    'Otros programas encuentran este backend por su número. Si lo cambias, cámbialo también en esos programas.',
  commandLineOf: 'Línea de comandos de {name}',
  noCommandLine: 'No está en ejecución, así que no hay línea de comandos.',
  copyCommandLine: 'Copiar línea de comandos',
  recentlyDeleted: 'Eliminados recientemente',
  readingDeleted: 'Leyendo la lista…',
  readingDeletedFailed: 'No se pudo leer la lista.',
  nothingDeleted: 'No se ha eliminado nada recientemente.',
  deletedBackends: 'Backends eliminados',
  deletedAgo: '#{id} {type} · eliminado {ago}',
  restore: 'Restaurar',
  restoreOf: 'Restaurar {name}',
};
