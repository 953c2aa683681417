import type { bulkWords } from '../../en/backends/bulk.ts';
import type { Translation } from '../../message.ts';

export const bulkTranslation: Translation<typeof bulkWords> = {
  label_on: 'Activer',
  label_off: 'Désactiver',
  label_restart: 'Redémarrer',
  label_free: 'Libérer la VRAM',
  label_duplicate: 'Dupliquer',
  label_delete: 'Supprimer',
  label_tag: 'Tags…',
  doing_on:
    'Activation de {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one { : # fait} other { : # faits}}…',
  doing_off:
    'Désactivation de {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one { : # fait} other { : # faits}}…',
  doing_restart:
    'Redémarrage de {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one { : # fait} other { : # faits}}…',
  doing_free:
    'Libération de la mémoire de {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one { : # fait} other { : # faits}}…',
  doing_duplicate:
    'Duplication de {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one { : # fait} other { : # faits}}…',
  doing_delete:
    'Suppression de {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one { : # fait} other { : # faits}}…',
  doing_tag:
    'Modification des tags de {count, plural, one {# backend} other {# backends}}{done, plural, =0 {} one { : # fait} other { : # faits}}…',
  done_on: '{count, plural, one {# backend activé.} other {# backends activés.}}',
  done_off: '{count, plural, one {# backend désactivé.} other {# backends désactivés.}}',
  done_restart: '{count, plural, one {# backend redémarré.} other {# backends redémarrés.}}',
  done_free: 'Mémoire de {count, plural, one {# backend} other {# backends}} libérée.',
  done_duplicate: '{count, plural, one {# backend dupliqué.} other {# backends dupliqués.}}',
  done_delete: '{count, plural, one {# backend supprimé.} other {# backends supprimés.}}',
  done_tag: 'Tags de {count, plural, one {# backend} other {# backends}} modifiés.',
  partly_on: '{done, plural, one {# backend activé} other {# backends activés}} sur {count, number}.',
  partly_off: '{done, plural, one {# backend désactivé} other {# backends désactivés}} sur {count, number}.',
  partly_restart:
    '{done, plural, one {# backend redémarré} other {# backends redémarrés}} sur {count, number}.',
  partly_free: 'Mémoire libérée pour {done, plural, one {# backend} other {# backends}} sur {count, number}.',
  partly_duplicate:
    '{done, plural, one {# backend dupliqué} other {# backends dupliqués}} sur {count, number}.',
  partly_delete: '{done, plural, one {# backend supprimé} other {# backends supprimés}} sur {count, number}.',
  partly_tag: 'Tags modifiés pour {done, plural, one {# backend} other {# backends}} sur {count, number}.',
  nothingToDo: 'Cela ne changerait rien pour aucun d’eux.',
  selected:
    '<b>{count, number}</b> {count, plural, one {sélectionné} other {sélectionnés}}{hidden, plural, =0 {} one {, dont # non affiché} other {, dont # non affichés}}',
  bar: 'Backends sélectionnés',
  more: 'Autres actions pour les backends sélectionnés',
  deselectAll: 'Tout désélectionner',
  labelAndCount: '{label} : {count, number}',
  moveToTop: 'Placer en tête',
  export: 'Exporter…',
  restartFailed: 'Redémarrer {count, plural, one {# backend en échec} other {# backends en échec}}',
  selectFailed: 'Sélectionner les backends en échec',
  undoDeleteFailed: 'Impossible de restaurer les backends.',
  nothingFreed: 'Rien n’a été libéré.',
  failed: 'Échec.',
  triedAgain: '{reason}. Nouvel essai à suivre.',
  messageTriedAgain: '{message} Nouvel essai à suivre.',
};
