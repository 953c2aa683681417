import type { backendFailureWords } from '../../en/backends/failure.ts';
import type { Translation } from '../../message.ts';

export const backendFailureTranslation: Translation<typeof backendFailureWords> = {
  changeSettings: 'Modifier les paramètres',
  restart: 'Redémarrer',
  restartNow: 'Redémarrer maintenant',
  stopTrying: 'Ne plus essayer',
  starting: 'Il démarre.',
  lastLines: 'Dernières lignes du journal',
  fromLine: 'Journal à partir de la ligne {line, number}',
  copyCommand: 'Copier la commande',
  crashes: '{count, plural, one {# plantage} other {# plantages}}',
  crashAt: '<time></time> · {title} ({reason})',
  freeAndRestart: 'Libérer la mémoire et redémarrer',
  freeAndStart: 'Libérer la mémoire et démarrer',
  startAnyway: 'Démarrer quand même',
  startingAnyway: 'Il démarre quand même.',
  freeing: 'Libération de mémoire en cours.',
  toFree: 'Pour libérer de la mémoire :',
  waitingFor: 'En attente de {names}. Ensuite :',
  stepUnload: 'Décharger {name}{bytes, select, none {} other { ({bytes})}}',
  stepStop: 'Désactiver {name}{bytes, select, none {} other { ({bytes})}}',
  nothingToFree: 'Aucune mémoire ne peut être libérée pour lui, la place peut donc manquer.',
  notEnough: 'Même ainsi, la place peut manquer.',
  acceptCertificate: 'Accepter le certificat…',
  certificateMatches: 'Il correspond : accepter',
  doNotAccept: 'Ne pas accepter',
};
