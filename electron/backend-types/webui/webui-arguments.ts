/**
 * The arguments of a web UI: those of a person, those that Switchyard adds, and what follows from them. A person may set
 * arguments in two places: the setting, and COMMANDLINE_ARGS, which the web UI appends, so that it wins.
 */

import { splitArguments } from '../../../shared/settings/arguments.ts';
import { noticeWords } from '../../../shared/words/en/backends/notices.ts';
import { type Text, texts } from '../../../shared/words/phrase.ts';
import type { AddressNames } from '../common/engine-address.ts';

const note = texts(noticeWords);

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

/**
 * How a web UI names its address (its modules/cmd_args.py and initialize_util.py). --server-name wins over --listen, wherever
 * they stand. --subpath is for a proxy: the routes stay at the root, as a real Forge showed.
 */
export const webuiAddressNames = (args: readonly string[]): AddressNames => ({
  port: ['--port'],
  host: args.some((argument) => /^--server-name(=|$)/.test(argument)) ? ['--server-name'] : ['--listen'],
  tls: [['--tls-keyfile', '--tls-certfile']],
  // Read by Gradio, which serves the page.
  environment: { host: ['GRADIO_SERVER_NAME'] },
  bareHost: '0.0.0.0',
  listen: { 'the network': ['--listen'] },
});

/** How a web UI keeps others out, for {@link describeListening}; undefined where it does not. */
export function describeLogins(args: readonly string[], apiLogin: string): Text | null | undefined {
  const guardsPage = args.some((argument) => /^--gradio-auth(-path)?(=|$)/.test(argument));
  const guardsApi = apiLogin !== '';
  if (guardsPage && guardsApi) return null;
  if (guardsApi) return note('access_apiLogin');
  if (guardsPage) return note('access_pageLogin');
  return undefined;
}

export interface OwnArguments {
  port: number;
  /** Whether a person has chosen the port. */
  isPortSet: boolean;
  hostArguments: readonly string[];
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
  { hostArguments, isPortSet, port }: OwnArguments,
): string[] {
  return [
    ...args.filter((argument) => argument === '-f'),
    ...(all.includes('--api') || all.includes('--nowebui') ? [] : ['--api']),
    ...(isPortSet ? [] : ['--port', String(port)]),
    ...hostArguments,
    ...args.filter((argument) => argument !== '-f'),
  ];
}
