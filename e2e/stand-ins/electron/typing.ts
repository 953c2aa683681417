/** Checks the parts of the stand-in against Electron's own types. It cannot show anything at run time. */
import type * as Electron from 'electron';

type InstanceOf<C> = C extends new (...args: never[]) => infer Instance ? Instance : never;

/**
 * A class with the constructor of Electron's class `C`, and with its members `K`. Methods such as `on` are left out: they
 * come from Node's EventEmitter, whose single signature is less precise than the overloads of Electron.
 */
export type ClassLike<C, K extends keyof InstanceOf<C>> = C extends new (
  ...args: infer Arguments
) => unknown
  ? new (
      ...args: Arguments
    ) => Pick<InstanceOf<C>, K>
  : never;

/**
 * Casts a part of the stand-in to a class of Electron. Members that the stand-in lacks are undefined, so that a program
 * that begins to use one fails loudly.
 */
export const asElectron = <T>(part: object | null): T => part as T;

/** Casts back what the program got from the stand-in. */
export const asStandIn = <T>(part: object | null): T => part as T;

/** The first argument of a listener: an event whose default can be prevented. */
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
