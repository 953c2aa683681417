import { defineArea } from '../message.ts';

/** About Switchyard, and the diagnostic report. */
export const aboutWords = defineArea('about', {
  title: 'About Switchyard',
  summary: 'Starts, stops and watches the AI backends on this computer.',
  noAnswerYet: 'Switchyard has not answered yet.',
  version: 'Version',
  platform: 'Platform',
  dataDirectory: 'Data directory',
  copyDataDirectory: 'Copy data directory',
  licence: 'Licence',
  thirdPartyLicences: 'Third-party licences',
  readingLicencesFailed: 'Could not read the licences.',
  report: 'Diagnostic report',
  reportText: 'The report',
  reportSummary:
    'Send it to whoever helps you. Secrets, user names, computer names and home folders are replaced. Read it before you send it.',
  makingReport: 'Making the report…',
  makingReportFailed: 'Could not make the report.',
  copyReport: 'Copy report',
});
