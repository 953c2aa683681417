import type { announcementsWords } from '../../en/backends/announcements.ts';
import type { Translation } from '../../message.ts';

export const announcementsTranslation: Translation<typeof announcementsWords> = {
  who: '{count, plural, one {# backend} other {# backends}}',
  failed: '{count, plural, one {{who} ha fallado.} other {{who} han fallado.}}',
  asks: '{count, plural, one {{who} está esperando memoria y necesita tu respuesta.} other {{who} están esperando memoria y necesitan tu respuesta.}}',
  crashed:
    '{count, plural, one {{who} se ha cerrado inesperadamente y se vuelve a iniciar.} other {{who} se han cerrado inesperadamente y se vuelven a iniciar.}}',
  ready: '{count, plural, one {{who}: listo.} other {{who}: listos.}}',
  off: '{count, plural, one {{who}: apagado.} other {{who}: apagados.}}',
};
