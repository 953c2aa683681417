import type { bulkWords } from '../../en/backends/bulk.ts';
import type { Translation } from '../../message.ts';

export const bulkTranslation: Translation<typeof bulkWords> = {
  label_on: 'Encender',
  label_off: 'Apagar',
  label_restart: 'Reiniciar',
  label_free: 'Liberar VRAM',
  label_duplicate: 'Duplicar',
  label_delete: 'Eliminar',
  label_tag: 'Etiquetas…',
  doing_on:
    'Encendiendo {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one {: # hecho} other {: # hechos}}…',
  doing_off:
    'Apagando {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one {: # hecho} other {: # hechos}}…',
  doing_restart:
    'Reiniciando {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one {: # hecho} other {: # hechos}}…',
  doing_free:
    'Liberando la memoria de {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one {: # hecho} other {: # hechos}}…',
  doing_duplicate:
    'Duplicando {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one {: # hecho} other {: # hechos}}…',
  doing_delete:
    'Eliminando {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one {: # hecho} other {: # hechos}}…',
  doing_tag:
    'Cambiando las etiquetas de {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one {: # hecho} other {: # hechos}}…',
  done_on: '{count, plural, one {Se ha encendido # backend.} other {Se han encendido # backends.}}',
  done_off: '{count, plural, one {Se ha apagado # backend.} other {Se han apagado # backends.}}',
  done_restart: '{count, plural, one {Se ha reiniciado # backend.} other {Se han reiniciado # backends.}}',
  done_free: 'Se ha liberado la memoria de {count, plural, one {# backend} other {# backends}}.',
  done_duplicate: '{count, plural, one {Se ha duplicado # backend.} other {Se han duplicado # backends.}}',
  done_delete: '{count, plural, one {Se ha eliminado # backend.} other {Se han eliminado # backends.}}',
  done_tag: 'Se han cambiado las etiquetas de {count, plural, one {# backend} other {# backends}}.',
  partly_on:
    '{count, plural, one {Se ha encendido {done, number} de # backend.} other {Se han encendido {done, number} de # backends.}}',
  partly_off:
    '{count, plural, one {Se ha apagado {done, number} de # backend.} other {Se han apagado {done, number} de # backends.}}',
  partly_restart:
    '{count, plural, one {Se ha reiniciado {done, number} de # backend.} other {Se han reiniciado {done, number} de # backends.}}',
  partly_free:
    'Se ha liberado la memoria de {done, number} de {count, plural, one {# backend} other {# backends}}.',
  partly_duplicate:
    '{count, plural, one {Se ha duplicado {done, number} de # backend.} other {Se han duplicado {done, number} de # backends.}}',
  partly_delete:
    '{count, plural, one {Se ha eliminado {done, number} de # backend.} other {Se han eliminado {done, number} de # backends.}}',
  partly_tag:
    'Se han cambiado las etiquetas de {done, number} de {count, plural, one {# backend} other {# backends}}.',
  nothingToDo: 'Esto no cambiaría ninguno de ellos.',
  selected:
    '<b>{count, number}</b> {count, plural, one {seleccionado} other {seleccionados}}{hidden, plural, =0 {} one {, # oculto} other {, # ocultos}}',
  bar: 'Backends seleccionados',
  more: 'Más para los backends seleccionados',
  deselectAll: 'Deseleccionar todos',
  labelAndCount: '{label}: {count, number}',
  moveToTop: 'Mover al principio',
  export: 'Exportar…',
  restartFailed: '{count, plural, one {Reiniciar # backend fallido} other {Reiniciar # backends fallidos}}',
  selectFailed: 'Seleccionar los backends fallidos',
  undoDeleteFailed: 'No se pudieron restaurar los backends.',
  nothingFreed: 'No se ha liberado nada.',
  failed: 'Ha fallado.',
  triedAgain: '{reason}. Se reintenta.',
  messageTriedAgain: '{message} Se reintenta.',
};
