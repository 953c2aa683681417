/**
 * Stands in for Electron's `session`: who decides on permissions. Like Electron it grants everything where nobody decides.
 * It cannot show the prompts and devices themselves; cookies, caches and downloads are not played.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { asElectron } from '../typing.ts';

type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>;
type DeviceHandler = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>;
type Permission = Parameters<RequestHandler>[1];

/** Electron's names of permissions that Chromium can be told to grant, and Chromium's names of them. */
const GRANTABLE: readonly [Permission, string][] = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['clipboard-read', 'clipboard-read'],
  ['midi', 'midi'],
];

export class Session extends EventEmitter {
  #request: RequestHandler | null = null;
  #check: CheckHandler | null = null;
  #device: DeviceHandler | null = null;

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.#request = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.#check = handler;
  }

  setDevicePermissionHandler(handler: DeviceHandler | null): void {
    this.#device = handler;
  }

  /** Who decides on what, for a test to see that nothing is left to Electron's generous defaults. */
  deciders(): { request: boolean; check: boolean; device: boolean } {
    return { request: this.#request !== null, check: this.#check !== null, device: this.#device !== null };
  }

  /** Chromium's names of all that a page may do. */
  async granted(contents: object, origin: string): Promise<string[]> {
    const decided = await Promise.all(
      GRANTABLE.map(async ([permission, name]) =>
        (await this.#allows(contents, permission, origin)) ? [name] : [],
      ),
    );
    return decided.flat();
  }

  #allows(contents: object, permission: Permission, origin: string): Promise<boolean> {
    const webContents = asElectron<Electron.WebContents>(contents);
    const checked = this.#check?.(webContents, permission, origin, { isMainFrame: true }) ?? true;
    if (!checked) return Promise.resolve(false);
    const request = this.#request;
    if (!request) return Promise.resolve(true);
    return new Promise((resolve) =>
      request(webContents, permission, resolve, { requestingUrl: `${origin}/`, isMainFrame: true }),
    );
  }
}

const defaultSession = new Session() satisfies Pick<
  Electron.Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;

export const session = { defaultSession };
