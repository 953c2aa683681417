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
  partly_on: 'Activation faite pour {done, number} sur {count, plural, one {# backend} other {# backends}}.',
  partly_off:
    'Désactivation faite pour {done, number} sur {count, plural, one {# backend} other {# backends}}.',
  partly_restart:
    'Redémarrage fait pour {done, number} sur {count, plural, one {# backend} other {# backends}}.',
  partly_free: 'Mémoire libérée pour {done, number} sur {count, plural, one {# backend} other {# backends}}.',
  partly_duplicate:
    'Duplication faite pour {done, number} sur {count, plural, one {# backend} other {# backends}}.',
  partly_delete:
    'Suppression faite pour {done, number} sur {count, plural, one {# backend} other {# backends}}.',
  partly_tag: 'Tags modifiés pour {done, number} sur {count, plural, one {# backend} other {# backends}}.',
  nothingToDo: 'Cela ne changerait rien pour aucun d’eux.',
  selected:
    '<b>{count, number}</b> {count, plural, one {sélectionné} other {sélectionnés}}{hidden, plural, =0 {} one {, dont # non affiché} other {, dont # non affichés}}',
  bar: 'Backends sélectionnés',
  more: 'Plus pour les backends sélectionnés',
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
