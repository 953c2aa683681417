/** Failures to open a port. */
import { failureRemedyWords } from '../../../../shared/words/en/errors/failure-remedies.ts';
import { failureWords } from '../../../../shared/words/en/errors/failures.ts';
import { given, texts } from '../../../../shared/words/phrase.ts';
import type { KnownFailure } from '../known-failure.ts';
import { inArguments, openArguments } from './advice.ts';

const cause = texts(failureWords);
const remedy = texts(failureRemedyWords);

/** The port in what systems and programs print: `('127.0.0.1', 8188)`, `0.0.0.0:8000`, `:::3000`, `port: 8080`. */
const PORT_IN_LINE =
  /\('[^']*', (\d{1,5})|(?:\d|\]|:|\*)[:](\d{2,5})\b|\bport:? (\d{1,5})\b|in range: (\d{1,5})/i;

const portIn = (text: string): string | undefined => {
  const [, python, address, named, range] = PORT_IN_LINE.exec(text) ?? [];
  return python ?? address ?? named ?? range;
};

export const portFailures: readonly KnownFailure[] = [
  {
    id: 'port_in_use',
    pattern:
      /EADDRINUSE|[Aa]ddress already in use|WinError 10048|Only one usage of each socket address|port (?:number )?\d+ is (?:already )?in use|port is already allocated|couldn't bind HTTP server socket|Cannot find empty port/i,
    explain: ({ lines, index }, run) => {
      const port = portIn(lines[index]?.text ?? '');
      const wasFree = port !== undefined && Number(port) === run.port ? 'yes' : 'no';
      return {
        explanation: cause('port_in_use', {
          ...given('owner', run.portOwner),
          port: port ?? 'none',
          wasFree,
        }),
        remedy: remedy('port_in_use', { wasFree, placeholder: '{PORT}', where: inArguments(run) }),
        action: openArguments(run),
        ...(port === undefined ? {} : { blockedPort: Number(port) }),
      };
    },
  },
  {
    id: 'port_not_allowed',
    pattern:
      /bind\w*(?: \S+)?: [Pp]ermission denied|PermissionError: \[Errno 13\].*(?:bind|address)|listen EACCES|WinError 10013|error while attempting to bind on address .*permission denied/i,
    explain: ({ lines, index }, run) => {
      const port = portIn(lines[index]?.text ?? '');
      return {
        explanation: cause('port_not_allowed', {
          port: port ?? 'none',
          isLow: Number(port) < 1024 ? 'yes' : 'no',
        }),
        remedy: remedy('port_not_allowed', {
          system: run.platform === 'win32' ? 'windows' : 'other',
          where: inArguments(run),
        }),
        action: openArguments(run),
      };
    },
    isPermanent: true,
  },
  {
    id: 'address_not_here',
    pattern: /[Cc]an(?:not|'t) assign requested address|EADDRNOTAVAIL|WinError 10049/,
    explain: (_, run) => ({
      explanation: cause('address_not_here'),
      remedy: remedy('address_not_here', { where: inArguments(run) }),
      action: openArguments(run),
    }),
    isPermanent: true,
  },
];
