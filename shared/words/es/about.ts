import type { aboutWords } from '../en/about.ts';
import type { Translation } from '../message.ts';

export const aboutTranslation: Translation<typeof aboutWords> = {
  title: 'Acerca de Switchyard',
  summary: 'Inicia, detiene y supervisa los backends de IA de este equipo.',
  noAnswerYet: 'Switchyard aún no ha respondido.',
  version: 'Versión',
  platform: 'Plataforma',
  dataDirectory: 'Carpeta de datos',
  copyDataDirectory: 'Copiar carpeta de datos',
  licence: 'Licencia',
  thirdPartyLicences: 'Licencias de terceros',
  readingLicencesFailed: 'No se pudieron leer las licencias.',
  report: 'Informe de diagnóstico',
  reportText: 'El informe',
  reportSummary:
    'Envíalo a quien te ayude. Los secretos, los nombres de usuario y de equipo y las carpetas personales se sustituyen. Léelo antes de enviarlo.',
  makingReport: 'Creando el informe…',
  makingReportFailed: 'No se pudo crear el informe.',
  copyReport: 'Copiar informe',
};
