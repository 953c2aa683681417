import type { announcementsWords } from '../../en/backends/announcements.ts';
import type { Translation } from '../../message.ts';

export const announcementsTranslation: Translation<typeof announcementsWords> = {
  who: '{count, plural, one {# backend} other {# backends}}',
  failed: '{count, plural, one {{who} est en échec.} other {{who} sont en échec.}}',
  asks: '{count, plural, one {{who} est en attente de mémoire et a besoin de votre réponse.} other {{who} sont en attente de mémoire et ont besoin de votre réponse.}}',
  crashed: '{count, plural, one {{who} a planté et est relancé.} other {{who} ont planté et sont relancés.}}',
  ready: '{count, plural, one {{who} est prêt.} other {{who} sont prêts.}}',
  off: '{count, plural, one {{who} est désactivé.} other {{who} sont désactivés.}}',
};
