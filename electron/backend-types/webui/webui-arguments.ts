/**
 * The arguments of a web UI: those of a person, those that Switchyard adds, and what follows from them. A person may set
 * arguments in two places: the setting, and COMMANDLINE_ARGS, which the web UI appends, so that it wins.
 */
import { splitArguments } from '../../../shared/settings/arguments.ts';
import { findArgument } from '../comfyui/comfyui-arguments.ts';

/**
 * The arguments that a webui-user file sets. A line with a variable or a command in it means something that only a shell knows;
 * it is reported and passed over.
 */
export function userFileArguments(text: string): { args: string[]; isSet: boolean; isPartial: boolean } {
  let found: { args: string[]; isSet: boolean; isPartial: boolean } = {
    args: [],
    isSet: false,
    isPartial: false,
  };
  for (const line of text.replace(/(\\|\^)\r?\n/g, ' ').split(/\r?\n/)) {
    const value = /^\s*(?:export\s+|set\s+"?)?COMMANDLINE_ARGS=(.*)$/i.exec(line)?.[1]?.trim();
    if (value === undefined) continue;
    const inner = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(value)?.[2] ?? value.replace(/"$/, '');
    const plain = inner.replace(/%\w+%|\$\{?\w+\}?|\$\([^)]*\)|`[^`]*`/g, ' ');
    const split = splitArguments(plain);
    found = {
      args: split.ok ? split.args : [],
      isSet: true,
      isPartial: plain !== inner || !split.ok,
    };
  }
  return found;
}

/** The address at which a web UI with these arguments answers on this machine. */
export function webuiAddress(args: readonly string[], port: number): string {
  const isTls =
    findArgument(args, '--tls-keyfile') !== undefined && findArgument(args, '--tls-certfile') !== undefined;
  const [host = ''] = (findArgument(args, '--server-name') ?? '').split(',');
  const reachable =
    host === '' || host === '0.0.0.0'
      ? '127.0.0.1'
      : host === '::'
        ? '[::1]'
        : host.includes(':')
          ? `[${host}]`
          : host;
  return `${isTls ? 'https' : 'http'}://${reachable}:${port}`;
}

export interface OwnArguments {
  port: number;
  /** Whether a person has chosen the port. */
  isPortFixed: boolean;
}

/**
 * All arguments for the command line. `-f` (webui.sh may run as root) goes first, because webui.sh looks no further than its
 * first argument.
 * @param args those of the setting
 * @param all those of the setting and of COMMANDLINE_ARGS
 */
export function launchArguments(
  args: readonly string[],
  all: readonly string[],
  { port, isPortFixed }: OwnArguments,
): string[] {
  return [
    ...args.filter((argument) => argument === '-f'),
    ...(all.includes('--api') || all.includes('--nowebui') ? [] : ['--api']),
    ...(isPortFixed ? [] : ['--port', String(port)]),
    ...args.filter((argument) => argument !== '-f'),
  ];
}
