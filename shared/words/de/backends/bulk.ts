import type { bulkWords } from '../../en/backends/bulk.ts';
import type { Translation } from '../../message.ts';

export const bulkTranslation: Translation<typeof bulkWords> = {
  label_on: 'Einschalten',
  label_off: 'Ausschalten',
  label_restart: 'Neu starten',
  label_free: 'VRAM freigeben',
  label_duplicate: 'Duplizieren',
  label_delete: 'Löschen',
  label_tag: 'Tags…',
  doing_on:
    '{count, plural, one {# Backend wird eingeschaltet} other {# Backends werden eingeschaltet}}{done, plural, =0 {} other {: # fertig}}…',
  doing_off:
    '{count, plural, one {# Backend wird ausgeschaltet} other {# Backends werden ausgeschaltet}}{done, plural, =0 {} other {: # fertig}}…',
  doing_restart:
    '{count, plural, one {# Backend wird neu gestartet} other {# Backends werden neu gestartet}}{done, plural, =0 {} other {: # fertig}}…',
  doing_free:
    'Speicher von {count, plural, one {# Backend} other {# Backends}} wird freigegeben{done, plural, =0 {} other {: # fertig}}…',
  doing_duplicate:
    '{count, plural, one {# Backend wird dupliziert} other {# Backends werden dupliziert}}{done, plural, =0 {} other {: # fertig}}…',
  doing_delete:
    '{count, plural, one {# Backend wird gelöscht} other {# Backends werden gelöscht}}{done, plural, =0 {} other {: # fertig}}…',
  doing_tag:
    'Tags von {count, plural, one {# Backend} other {# Backends}} werden geändert{done, plural, =0 {} other {: # fertig}}…',
  done_on: '{count, plural, one {# Backend} other {# Backends}} eingeschaltet.',
  done_off: '{count, plural, one {# Backend} other {# Backends}} ausgeschaltet.',
  done_restart: '{count, plural, one {# Backend} other {# Backends}} neu gestartet.',
  done_free: 'Speicher von {count, plural, one {# Backend} other {# Backends}} freigegeben.',
  done_duplicate: '{count, plural, one {# Backend} other {# Backends}} dupliziert.',
  done_delete: '{count, plural, one {# Backend} other {# Backends}} gelöscht.',
  done_tag: 'Tags von {count, plural, one {# Backend} other {# Backends}} geändert.',
  partly_on: '{done, number} von {count, plural, one {# Backend} other {# Backends}} eingeschaltet.',
  partly_off: '{done, number} von {count, plural, one {# Backend} other {# Backends}} ausgeschaltet.',
  partly_restart: '{done, number} von {count, plural, one {# Backend} other {# Backends}} neu gestartet.',
  partly_free:
    'Speicher von {done, number} der {count, plural, one {# Backend} other {# Backends}} freigegeben.',
  partly_duplicate: '{done, number} von {count, plural, one {# Backend} other {# Backends}} dupliziert.',
  partly_delete: '{done, number} von {count, plural, one {# Backend} other {# Backends}} gelöscht.',
  partly_tag: 'Tags von {done, number} der {count, plural, one {# Backend} other {# Backends}} geändert.',
  nothingToDo: 'Das würde an keinem davon etwas ändern.',
  selected: '<b>{count, number}</b> ausgewählt{hidden, plural, =0 {} other {, # davon nicht angezeigt}}',
  bar: 'Ausgewählte Backends',
  more: 'Weitere Aktionen für die ausgewählten Backends',
  deselectAll: 'Alle abwählen',
  labelAndCount: '{label}: {count, number}',
  moveToTop: 'Ganz nach oben',
  export: 'Exportieren…',
  restartFailed:
    '{count, plural, one {# fehlgeschlagenes Backend neu starten} other {# fehlgeschlagene Backends neu starten}}',
  selectFailed: 'Fehlgeschlagene Backends auswählen',
  undoDeleteFailed: 'Die Backends konnten nicht wiederhergestellt werden.',
  nothingFreed: 'Es wurde nichts freigegeben.',
  failed: 'Fehlgeschlagen.',
  triedAgain: '{reason}. Ein neuer Versuch folgt.',
  messageTriedAgain: '{message} Ein neuer Versuch folgt.',
};
