/** Links such as `switchyard://backend/3`. They may come from any web page: they show something, and never do anything. */

import { resolve } from 'node:path';
import type { App } from 'electron';
import type { Destination } from '../../../shared/events.ts';
import { MAX_BACKEND_ID_DIGITS } from '../../../shared/limits.ts';

const SCHEME = 'switchyard';

const ID = `0|[1-9]\\d{0,${MAX_BACKEND_ID_DIGITS - 1}}`;
/** A slash at the end is what some browsers add. */
const LINK = new RegExp(`^${SCHEME}://(?:(add|preferences)|backend/(${ID})(?:/(log|edit))?)/?$`, 'i');

/** @returns null for anything but a link of ours */
export function parseDeepLink(link: string): Destination | null {
  const [all, page, id, part = 'backend'] = LINK.exec(link) ?? [];
  if (all === undefined) return null;
  if (id !== undefined)
    return { kind: part.toLowerCase() as 'backend' | 'log' | 'edit', backend_id: Number(id) };
  return { kind: page?.toLowerCase() === 'add' ? 'add' : 'preferences' };
}

/** The first link of ours among the arguments of a command line. */
export function deepLinkIn(argv: readonly string[]): Destination | null {
  for (const word of argv) {
    const destination = parseDeepLink(word);
    if (destination) return destination;
  }
  return null;
}

/**
 * The arguments that may be trusted. Beside a link nothing counts: on Windows a link is put between quotes into a command
 * line, and one with a quote in it would bring options of its own, such as a foreign data directory.
 */
export function ownArguments(argv: readonly string[]): readonly string[] {
  const isLink = (word: string) => word.toLowerCase().startsWith(`${SCHEME}:`);
  return argv.some(isLink) ? argv.filter(isLink) : argv;
}

/** Makes this program the one that opens the links. @returns whether the system took it over */
export function registerDeepLink(
  app: Pick<App, 'setAsDefaultProtocolClient'>,
  { isPackaged, execPath, argv }: { isPackaged: boolean; execPath: string; argv: readonly string[] },
): boolean {
  if (isPackaged) return app.setAsDefaultProtocolClient(SCHEME);
  // In development the program is Electron itself, which has to be told which app to run.
  const script = argv[1];
  return script !== undefined && app.setAsDefaultProtocolClient(SCHEME, execPath, [resolve(script)]);
}
