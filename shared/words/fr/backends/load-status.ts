import type { loadStatusWords } from '../../en/backends/load-status.ts';
import type { Translation } from '../../message.ts';

export const loadStatusTranslation: Translation<typeof loadStatusWords> = {
  starting: 'Démarrage',
  startingAgain: 'Relance',
  startingProgram: 'Démarrage : {program}',
  startingWebUi: 'Démarrage de l’interface web',
  lookingForUpdates: 'Recherche de mises à jour',
  settingUpGpu: 'Préparation du GPU ({gpu})',
  loadingModel: 'Chargement du modèle',
  loadingModelPercent: 'Chargement du modèle, {percent} %',
  instance_title: 'Instance {number}',
  instance_titleAt: 'Instance {number}, {place}',
  instance_launching: 'est en cours de lancement',
  instance_waiting: 'attend dans la file ({reason})',
  instance_connecting: 'n’a pas encore répondu',
  instance_ending: 'se termine',
  instance_away: 'Ne répond plus depuis {time}.',
  instance_draining: 'Se terminera une fois ses requêtes traitées.',
  instance_job: 'job {id}',
  instance_idle: '{launch}, inutilisée',
  instance_busy: '{launch}, occupée',
};
