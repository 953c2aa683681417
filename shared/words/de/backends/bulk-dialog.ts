import type { bulkDialogWords } from '../../en/backends/bulk-dialog.ts';
import type { Translation } from '../../message.ts';

export const bulkDialogTranslation: Translation<typeof bulkDialogWords> = {
  title_off: '{count, plural, one {# Backend} other {# Backends}} ausschalten?',
  title_restart: '{count, plural, one {# Backend} other {# Backends}} neu starten?',
  confirm_off: '{count, plural, one {# Backend} other {# Backends}} ausschalten',
  confirm_restart: '{count, plural, one {# Backend} other {# Backends}} neu starten',
  nothing_off: 'Alle sind schon aus.',
  nothing_restart: 'Es gibt nichts neu zu starten: Kein Backend ist bereit oder fehlgeschlagen.',
  noneReady: 'Keines davon ist bereit.',
  allReady:
    '{count, plural, one {Es ist bereit. Die Anfragen, die es gerade bearbeitet, gehen verloren.} other {Alle sind bereit. Die Anfragen, die sie gerade bearbeiten, gehen verloren.}}',
  someReady:
    '{count, plural, one {# davon ist bereit. Die Anfragen, die es gerade bearbeitet, gehen verloren.} other {# davon sind bereit. Die Anfragen, die sie gerade bearbeiten, gehen verloren.}}',
};
