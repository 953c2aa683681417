import { defineArea } from '../message.ts';

/** Pages without a script that the host sends to a browser: while a backend starts, and where there is nothing else to show. */
export const pageWords = defineArea('pages', {
  titled: '{title} – Switchyard',
  notAvailableTitle: 'Not available',
  notAvailable: 'This page is not available',
  couldNotOpen: 'Switchyard could not open this page. Its log says why.',

  startingTitle: '{name} is starting',
  starting: '{name} is starting…',
  theBackend: 'The backend',
  backendNumber: 'Backend {id}',
  opensByItself: 'This page opens by itself as soon as it is ready.',
  lastAttemptFailed:
    'The last attempt failed: {reason} Switchyard tries again by itself (attempt {attempt, number} of {attempts, number}).',
  previousRunEnds: 'The previous run has to end first.',
  waitsForItsTurn: 'Waiting for its turn to start.',
  loading: 'Loading.',
  percentDone: '{percent} % done.',
  usualSeconds: 'A start usually takes {count, plural, one {# second} other {# seconds}}.',
  usualMinutes: 'A start usually takes {count, plural, one {# minute} other {# minutes}}.',

  refusedTitle: 'Switchyard: this address is not allowed',
  allowAddress:
    'If this is your own address for Switchyard (a proxy, a tunnel or a container), allow it with this option:',
  compareAddress:
    'Compare it with the address bar first: both must begin with the same <code>http://</code> or <code>https://</code> and have the same port. In a container, set the variable <code>SWITCHYARD_PUBLIC_URL</code> instead. In the desktop app, add the address under “Public addresses” in Preferences. The file <code>docs/remote-access.md</code> explains proxies and tunnels.',
  otherwiseUsePrinted: 'Otherwise use the address that Switchyard printed when it started.',
  usePrinted: 'Use the address that Switchyard printed when it started.',
  noSuchPage: 'There is no such page in Switchyard.',
  triesAgain: 'This page tries again every {seconds, plural, one {# second} other {# seconds}}.',
  whyExact:
    'Names are compared exactly: under a name of its own, another web page could otherwise reach a program on this computer.',
});
