import type { aboutWords } from '../en/about.ts';
import type { Translation } from '../message.ts';

export const aboutTranslation: Translation<typeof aboutWords> = {
  title: 'À propos de Switchyard',
  summary: 'Démarre, arrête et surveille les backends d’IA de cet ordinateur.',
  noAnswerYet: 'Switchyard n’a pas encore répondu.',
  version: 'Version',
  platform: 'Plateforme',
  dataDirectory: 'Dossier de données',
  copyDataDirectory: 'Copier le dossier de données',
  licence: 'Licence',
  thirdPartyLicences: 'Licences tierces',
  readingLicencesFailed: 'Impossible de lire les licences.',
  report: 'Rapport de diagnostic',
  reportText: 'Le rapport',
  reportSummary:
    'À envoyer à qui vous aide. Les secrets, les noms d’utilisateur et d’ordinateur et les dossiers personnels sont remplacés. Relisez-le avant de l’envoyer.',
  makingReport: 'Création du rapport…',
  makingReportFailed: 'Impossible de créer le rapport.',
  copyReport: 'Copier le rapport',
};
