import { defineArea } from '../../message.ts';

/** Why a backend does not run, and what helps. */
export const backendFailureWords = defineArea('backendFailure', {
  changeSettings: 'Change settings',
  restart: 'Restart',
  restartNow: 'Restart now',
  stopTrying: 'Stop trying',
  starting: 'It is starting.',
  lastLines: 'Last lines of the log',
  fromLine: 'Log from line {line, number}',
  copyCommand: 'Copy command',
  crashes: '{count, plural, one {# crash} other {# crashes}}',
  crashAt: '<time></time> · {title} ({reason})',
  freeAndRestart: 'Free memory and restart',
  freeAndStart: 'Free memory and start',
  startAnyway: 'Start anyway',
  startingAnyway: 'It is starting anyway.',
  freeing: 'Memory is being freed for it.',
  toFree: 'To free memory:',
  waitingFor: 'Waiting for {names}. Then:',
  stepUnload: 'Unload {name}{bytes, select, none {} other { ({bytes})}}',
  stepStop: 'Switch off {name}{bytes, select, none {} other { ({bytes})}}',
  nothingToFree: 'Nothing can be freed for it, so it may not fit.',
  notEnough: 'Even then it may not fit.',
  acceptCertificate: 'Accept certificate…',
  certificateMatches: 'It matches: accept',
  doNotAccept: 'Do not accept',
});
