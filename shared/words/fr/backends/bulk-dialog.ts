import type { bulkDialogWords } from '../../en/backends/bulk-dialog.ts';
import type { Translation } from '../../message.ts';

export const bulkDialogTranslation: Translation<typeof bulkDialogWords> = {
  title_off: 'Désactiver {count, plural, one {# backend} other {# backends}} ?',
  title_restart: 'Redémarrer {count, plural, one {# backend} other {# backends}} ?',
  confirm_off: 'Désactiver {count, plural, one {# backend} other {# backends}}',
  confirm_restart: 'Redémarrer {count, plural, one {# backend} other {# backends}}',
  nothing_off: 'Tous sont déjà désactivés.',
  nothing_restart: 'Il n’y a rien à redémarrer : aucun backend n’est prêt ni en échec.',
  noneReady: 'Aucun d’eux n’est prêt.',
  allReady:
    '{count, plural, one {Il est prêt. Les requêtes qu’il traite seront perdues.} other {Tous sont prêts. Les requêtes qu’ils traitent seront perdues.}}',
  someReady:
    '{count, plural, one {# d’entre eux est prêt. Les requêtes qu’il traite seront perdues.} other {# d’entre eux sont prêts. Les requêtes qu’ils traitent seront perdues.}}',
};
