import type { commonWords } from '../en/common.ts';
import type { Translation } from '../message.ts';

export const commonTranslation: Translation<typeof commonWords> = {
  asTheSystem: 'Comme le système',
  confirmAnyway: 'Continuer quand même',
  copied: 'Copié',
  copiedText: 'Copié : {text}',
  copyByHand: 'Cette page n’a pas le droit de copier. L’adresse est {text}',
  copyingNotAllowed: 'Cette page n’a pas le droit de copier',
  dismissError: 'Masquer cette erreur',
  language: 'Langue',
  languageBlocked: 'Langue : {reason}',
  tryAgain: 'Réessayer',
  dismissMessage: 'Masquer ce message',
  close: 'Fermer',
  closeMessage: 'Fermer ce message',
  undo: 'Annuler',
  plainHttp:
    'Cette page est venue d’un autre ordinateur par HTTP non chiffré. N’importe qui sur le réseau peut lire vos identifiants.',
  plainHttpHint:
    'Utilisez une adresse https:// ou un tunnel, comme décrit dans docs/remote-access.md. Le plus rapide : démarrer Switchyard avec --tls self-signed.',
  statusDeleting: 'Suppression…',
  statusSwitchingOff: 'Désactivation…',
  statusSwitchingOn: 'Activation…',
  lastKnown: 'Dernier état connu : {status}',
  save: 'Enregistrer',
  cancel: 'Annuler',
  done: 'Terminé',
  keep: 'Garder',
  nothingChanged: 'Il n’y a aucune modification à enregistrer.',
  settingsLocked: 'Les paramètres sont verrouillés.',
  gpus: '{count, plural, one {GPU {ids}} other {GPU {ids}}}',
};
