/** Links such as `switchyard://backend/3`. Any web page may contain one: they show something, and never change anything. */
import { resolve } from 'node:path';
import type { App } from 'electron';
import type { Destination } from '../../../shared/events.ts';
import { MAX_BACKEND_ID_DIGITS } from '../../../shared/limits.ts';

const SCHEME = 'switchyard';

const ID = `0|[1-9]\\d{0,${MAX_BACKEND_ID_DIGITS - 1}}`;
/** Some browsers add the slash at the end. */
const LINK = new RegExp(`^${SCHEME}://(?:(add|preferences)|backend/(${ID})(?:/(log|edit))?)/?$`, 'i');

/** @returns null where it is not a valid link of Switchyard */
export function parseDeepLink(link: string): Destination | null {
  const [all, page, id, part = 'backend'] = LINK.exec(link) ?? [];
  if (all === undefined) return null;
  if (id !== undefined)
    return { kind: part.toLowerCase() as 'backend' | 'log' | 'edit', backend_id: Number(id) };
  return { kind: page?.toLowerCase() === 'add' ? 'add' : 'preferences' };
}

/** Finds the first valid link among the arguments of a command line. */
export function findDeepLink(argv: readonly string[]): Destination | null {
  for (const argument of argv) {
    const destination = parseDeepLink(argument);
    if (destination) return destination;
  }
  return null;
}

/**
 * The arguments that may be trusted. Where there is a link, every other argument is dropped: Windows puts the link into a
 * command line between quotes, so that a link with a quote in it could add options, such as a foreign data directory.
 */
export function trustedArguments(argv: readonly string[]): readonly string[] {
  const isLink = (argument: string) => argument.toLowerCase().startsWith(`${SCHEME}:`);
  return argv.some(isLink) ? argv.filter(isLink) : argv;
}

/** Makes this program the one that opens the links. @returns whether the system accepted that */
export function registerDeepLink(
  app: Pick<App, 'setAsDefaultProtocolClient'>,
  { isPackaged, execPath, argv }: { isPackaged: boolean; execPath: string; argv: readonly string[] },
): boolean {
  if (isPackaged) return app.setAsDefaultProtocolClient(SCHEME);
  // In development the program is Electron itself, which needs the path of the app to run.
  const script = argv[1];
  return script !== undefined && app.setAsDefaultProtocolClient(SCHEME, execPath, [resolve(script)]);
}
