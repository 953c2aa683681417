import type { bulkDialogWords } from '../../en/backends/bulk-dialog.ts';
import type { Translation } from '../../message.ts';

export const bulkDialogTranslation: Translation<typeof bulkDialogWords> = {
  title_off: '¿Apagar {count, plural, one {# backend} other {# backends}}?',
  title_restart: '¿Reiniciar {count, plural, one {# backend} other {# backends}}?',
  confirm_off: 'Apagar {count, plural, one {# backend} other {# backends}}',
  confirm_restart: 'Reiniciar {count, plural, one {# backend} other {# backends}}',
  nothing_off: 'Ya están todos apagados.',
  nothing_restart: 'No hay nada que reiniciar: ningún backend está listo ni ha fallado.',
  noneReady: 'Ninguno está listo.',
  allReady:
    '{count, plural, one {Está listo. Se pierden las solicitudes que está procesando.} other {Todos están listos. Se pierden las solicitudes que están procesando.}}',
  someReady:
    '{count, plural, one {# de ellos está listo. Se pierden las solicitudes que está procesando.} other {# de ellos están listos. Se pierden las solicitudes que están procesando.}}',
};
