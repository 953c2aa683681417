import type { aboutWords } from '../en/about.ts';
import type { Translation } from '../message.ts';

export const aboutTranslation: Translation<typeof aboutWords> = {
  title: 'Über Switchyard',
  summary: 'Startet, stoppt und überwacht die KI-Backends auf diesem Rechner.',
  noAnswerYet: 'Switchyard hat noch nicht geantwortet.',
  version: 'Version',
  platform: 'Plattform',
  dataDirectory: 'Datenordner',
  copyDataDirectory: 'Datenordner kopieren',
  licence: 'Lizenz',
  thirdPartyLicences: 'Lizenzen Dritter',
  readingLicencesFailed: 'Die Lizenzen konnten nicht gelesen werden.',
  report: 'Diagnosebericht',
  reportText: 'Der Bericht',
  reportSummary:
    'Für alle, die Ihnen helfen. Geheime Werte, Benutzer- und Rechnernamen sowie persönliche Ordner sind ersetzt. Lesen Sie den Bericht, bevor Sie ihn weitergeben.',
  makingReport: 'Bericht wird erstellt…',
  makingReportFailed: 'Der Bericht konnte nicht erstellt werden.',
  copyReport: 'Bericht kopieren',
};
