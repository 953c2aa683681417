import type { announcementsWords } from '../../en/backends/announcements.ts';
import type { Translation } from '../../message.ts';

export const announcementsTranslation: Translation<typeof announcementsWords> = {
  who: '{count, plural, one {# Backend} other {# Backends}}',
  failed: '{count, plural, one {{who} ist fehlgeschlagen.} other {{who} sind fehlgeschlagen.}}',
  asks: '{count, plural, one {{who} wartet auf Speicher und braucht Ihre Antwort.} other {{who} warten auf Speicher und brauchen Ihre Antwort.}}',
  crashed:
    '{count, plural, one {{who} ist abgestürzt und startet erneut.} other {{who} sind abgestürzt und starten erneut.}}',
  ready: '{count, plural, one {{who} ist bereit.} other {{who} sind bereit.}}',
  off: '{count, plural, one {{who} ist aus.} other {{who} sind aus.}}',
};
