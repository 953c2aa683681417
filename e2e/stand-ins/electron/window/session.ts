/**
 * Stands in for Electron's `session`: the decision on permissions. Like Electron it grants everything where there is no
 * handler. It cannot show the prompts and devices themselves, nor cookies, caches and downloads.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { asElectron } from '../typing.ts';

type RequestHandler = NonNullable<Parameters<Electron.Session['setPermissionRequestHandler']>[0]>;
type CheckHandler = NonNullable<Parameters<Electron.Session['setPermissionCheckHandler']>[0]>;
type DeviceHandler = NonNullable<Parameters<Electron.Session['setDevicePermissionHandler']>[0]>;
type Permission = Parameters<RequestHandler>[1];

/** Permissions that Chromium can be told to grant: Electron's name, then Chromium's. */
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

  /** Which handlers are set, so that a test can check that nothing is left to Electron's generous defaults. */
  deciders(): { request: boolean; check: boolean; device: boolean } {
    return { request: this.#request !== null, check: this.#check !== null, device: this.#device !== null };
  }

  /** All permissions of a page, by Chromium's names. */
  async grantedPermissions(contents: object, origin: string): Promise<string[]> {
    const decided = await Promise.all(
      GRANTABLE.map(async ([permission, name]) =>
        (await this.#isGranted(contents, permission, origin)) ? [name] : [],
      ),
    );
    return decided.flat();
  }

  #isGranted(contents: object, permission: Permission, origin: string): Promise<boolean> {
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
