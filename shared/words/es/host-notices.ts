import type { hostNoticeWords } from '../en/host-notices.ts';
import type { Translation } from '../message.ts';

export const hostNoticeTranslation: Translation<typeof hostNoticeWords> = {
  logsUnwritable:
    'Switchyard guarda las líneas nuevas de los registros solo en la memoria: {reason}. Puedes leer las más recientes; las anteriores que no están en los archivos se pierden.',
  logsUnwritable_hint:
    'Tus backends no se ven afectados. Switchyard volverá a escribir los registros en cuanto pueda. Si el disco está lleno, libera espacio.',
  leftoversEnded:
    '{count, plural, one {Se ha cerrado un proceso que había dejado} other {Se han cerrado # procesos que había dejado}} una ejecución anterior: {processes}.',
  leftoversEnded_hint: 'Su memoria vuelve a estar libre; no hay nada que hacer.',
  preferencesUnreadable:
    'No se pudieron leer las preferencias, así que tienen sus valores predeterminados. El archivo ilegible se conserva como {file}.',
  preferencesUnreadable_hint: 'Revisa las Preferencias. Tus backends no se ven afectados.',
  preferencesNewer:
    'Una versión más nueva de Switchyard escribió las preferencias: esta usa las que conoce y no puede cambiarlas.',
  preferencesNewer_hint: 'Instala la versión más nueva para cambiarlas.',
  preferencesNewer_reason: 'una versión más nueva de Switchyard escribió las preferencias',
  secretsInClear:
    'No se pudieron cifrar las claves de API y las contraseñas de la carpeta de datos: {reason}.',
  secretsInClear_hint:
    'Tus backends funcionan como antes. Switchyard lo intentará de nuevo en su próximo inicio.',
  secretsRefused: 'el sistema se negó a cifrarlas',
  listMended: 'Switchyard ha cambiado valores de la lista de backends que no podía usar. {changes}',
  listMended_hint:
    'Revisa estos backends. La lista tal como estaba se conserva como {file} hasta el próximo cambio.',
  mend_id: 'El backend {before} tiene ahora el número {id}: los números van de 0 a {max}.',
  mend_uid: 'El backend {id} tenía el uid de otro backend y ha recibido uno propio.',
  mend_title: 'Backend {id}: se ha acortado su título.',
  mend_type: 'Backend {id}: se ha acortado su tipo.',
  mend_modcount: 'Backend {id}: se ha reducido su modcount.',
  mend_tags: 'Backend {id}: se han acortado sus etiquetas.',
  mend_offNotice: 'Backend {id}: se ha quitado el aviso de por qué está apagado.',
  listRestored:
    '{problem, select, unreadable {No se pudo leer la lista de backends} other {Faltaba la lista de backends}}, así que se usa su versión anterior del {time}.',
  listRestored_hint: 'Comprueba si tu último cambio sigue ahí.',
  listLost: 'No se pudo leer la lista de backends y no hay versión anterior: empieza vacía.',
  listLost_hint:
    'Si puedes reparar el archivo conservado, cierra Switchyard, devuelve el archivo a su nombre anterior e inícialo de nuevo.',
  unreadableKept: 'El archivo ilegible se conserva como {file} ({reason}).',
  otherWriter:
    'otro programa está escribiendo la lista de backends, o se cerró mientras lo hacía y dejó {file}',
  listChanged: 'otro programa ha cambiado la lista de backends en el disco, o alguien ha editado {path}',
  listGone: 'la lista de backends no está donde estaba: {path} ({reason})',
  listTooLarge: 'la lista de backends ocuparía más de {megabytes} MiB',
  secretNotEncrypted: 'no se pudo cifrar un secreto ({reason})',
  secretNotDecrypted: 'no se pudo descifrar de nuevo',
  dataWasOpen:
    'Otros usuarios de este equipo podían {could, select, change {cambiar} other {leer}} lo que Switchyard guarda en {folder}: {names}. Ya no pueden.',
  dataWasOpen_hint:
    'Si alguno pudo hacerlo, {could, select, change {revisa los backends, crea} other {crea}} un token nuevo en Preferencias y sustituye las claves de los servidores remotos.',
  dataIsOpen: 'Otros pueden acceder a lo que Switchyard guarda en {folder}: {ways}.',
  dataIsOpen_hint: 'Si no debe ser así, guarda los datos en una carpeta propia: inicia con --data-dir.',
  open_parent: 'la carpeta {folder} pertenece a otro usuario ({uid})',
  open_itself: 'pertenece a otro usuario ({uid})',
  open_file: 'el archivo {file} pertenece a otro usuario ({uid})',
  open_mode: 'los permisos de {name} son {mode} y no se pueden cambiar aquí',
  folderItself: 'la propia carpeta',
};
