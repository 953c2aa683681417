import type { gpuProblemWords } from '../../en/gpus/problems.ts';
import type { Translation } from '../../message.ts';

export const gpuProblemTranslation: Translation<typeof gpuProblemWords> = {
  unreadable: 'Impossible de lire les GPU : {reason}.',
  old: 'Les valeurs affichées sont les dernières qui ont été lues.',
  program_exitCode: '{program} s’est terminé avec le code de sortie {code}',
  program_signal: '{program} a été arrêté par {signal}',
  program_notStarted: '{program} ne peut pas être démarré ({reason})',
  program_timedOut: '{program} n’a pas répondu en {seconds} s',
  program_silent: '{program} ne répond pas depuis {seconds} s',
  program_withoutFigures: '{program} n’affiche aucune valeur depuis {seconds} s',
  program_hangs: '{program} est bloqué dans le pilote et ne peut pas être arrêté',
  program_said: '{failure} ; il a affiché « {words} »',
  nvidia_noAnswer:
    'le pilote NVIDIA ne répond pas. Redémarrez l’ordinateur ; si cela ne suffit pas, réinstallez le pilote',
  nvidia_updated:
    'le pilote NVIDIA a été mis à jour pendant que l’ancien était utilisé. Redémarrez l’ordinateur',
  nvidia_lost:
    'un GPU ne répond plus. Redémarrez l’ordinateur ; si cela se reproduit, vérifiez son refroidissement, son alimentation et s’il est bien enfoncé dans son emplacement',
  nvidia_incomplete: 'une partie du pilote NVIDIA est absente (libnvidia-ml). Réinstallez le pilote',
  nvidia_denied:
    'cet utilisateur n’a pas le droit de les lire. Donnez-lui accès aux périphériques /dev/nvidia*',
  nvidia_blocked:
    'le système ne laisse pas cet environnement les utiliser. Mettez à jour le pilote NVIDIA et, sous Windows, WSL',
  nvidia_unreachable:
    'le pilote NVIDIA est injoignable. Redémarrez le conteneur si Switchyard s’exécute dans un conteneur, sinon l’ordinateur',
  amd_noAnswer: 'le pilote amdgpu ne répond pas. Redémarrez l’ordinateur si cela persiste',
  reordered: 'Les numéros des GPU ont changé : {name} était le GPU {before} et est maintenant le GPU {now}.',
  replaced: 'Le GPU {number} est maintenant {name} ; c’était {before} quand il a été choisi.',
};
