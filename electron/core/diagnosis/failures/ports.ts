/** Failures to open a port. */
import type { KnownFailure } from '../known-failure.ts';
import { inArguments, openArguments } from './advice.ts';

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
      const isOwn = port !== undefined && Number(port) === run.port;
      return {
        explanation: `${run.portOwner ?? 'Another program'} has ${port === undefined ? 'the port that it wants to open' : `port ${port}`}${isOwn ? ', which was free when it was started' : ''}.`,
        remedy: isOwn
          ? 'End the other program, or set another port in the settings.'
          : `End the other program: an earlier copy of this one may still run outside of Switchyard. Or write {PORT} for the number ${inArguments(run)}, and it gets a free one.`,
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
        explanation: `The system does not let this user open ${port === undefined ? 'the port that it wants' : `port ${port}`}${Number(port) < 1024 ? ': those below 1024 are kept for administrators' : ''}.`,
        remedy:
          run.platform === 'win32'
            ? `Choose another port ${inArguments(run)}: Windows keeps some for itself ("netsh interface ipv4 show excludedportrange protocol=tcp" lists them).`
            : `Choose a port above 1024 ${inArguments(run)}.`,
        action: openArguments(run),
      };
    },
    isPermanent: true,
  },
  {
    id: 'address_not_here',
    pattern: /[Cc]an(?:not|'t) assign requested address|EADDRNOTAVAIL|WinError 10049/,
    explain: (_, run) => ({
      explanation: 'The address on which it is to listen belongs to no network of this machine.',
      remedy: `Correct the address ${inArguments(run)}: 127.0.0.1 for this computer, 0.0.0.0 for the network.`,
      action: openArguments(run),
    }),
    isPermanent: true,
  },
];
