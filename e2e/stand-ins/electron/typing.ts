/** How the parts of the stand-in are held to Electron's own types. It is types alone, and shows nothing at run time. */
import type * as Electron from 'electron';

type Made<C> = C extends new (...args: never[]) => infer Instance ? Instance : never;

/**
 * A class that is made as Electron's is, and has what `K` names as Electron has it. Listening is left out: `on` and its
 * kin come from Node's EventEmitter, whose one signature does not say what Electron's many do.
 */
export type ClassLike<C, K extends keyof Made<C>> = C extends new (
  ...args: infer Arguments
) => unknown
  ? new (
      ...args: Arguments
    ) => Pick<Made<C>, K>
  : never;

/**
 * Lets a part of ours stand where a signature names a whole class of Electron's. What ours lacks is undefined, and so
 * fails loudly when somebody begins to use it.
 */
export const asElectron = <T>(part: object | null): T => part as T;

/** The other way round: what the program hands back is what it got here. */
export const asOurs = <T>(part: object | null): T => part as T;

/** What is handed to listeners first: an event that can be prevented. */
export function preventable<P extends object>(params: P): Electron.Event<P> {
  let isPrevented = false;
  return {
    ...params,
    preventDefault() {
      isPrevented = true;
    },
    get defaultPrevented() {
      return isPrevented;
    },
  };
}
