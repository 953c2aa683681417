/**
 * Updates of the app itself. They are off until the app is packaged with a feed: electron-builder then puts the file
 * `app-update.yml`, with the address of the feed, next to the app. Without that file nothing is loaded, requested or logged.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AppUpdater } from 'electron-updater';
import type { Clock } from '../../core/clock.ts';

/** Milliseconds between two checks. */
const CHECK_INTERVAL = 24 * 60 * 60 * 1000;
/** Milliseconds from the start of the app to the first check, so that the rest of the app is loaded first. */
const FIRST_CHECK_DELAY = 30_000;

/** The part of electron-updater that is used; the fake of the tests has the same type. */
export type Updater = Pick<
  AppUpdater,
  'autoDownload' | 'autoInstallOnAppQuit' | 'logger' | 'checkForUpdates' | 'quitAndInstall'
> & {
  on(event: 'update-downloaded', listener: (update: { version: string }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
};

export interface UpdatesOptions {
  /** `app.isPackaged`: a source tree has no updates. */
  isPackaged: boolean;
  /** `process.resourcesPath` */
  resourcesPath: string;
  clock: Clock;
  /** A version was downloaded; it is installed when the app quits, or by `quitAndInstall`. */
  onReady(version: string): void;
  onFault(error: unknown, where: string): void;
  load?: () => Promise<Updater>;
}

export interface Updates {
  /** Whether there is a feed. */
  readonly available: boolean;
  /** Checks now, and downloads a version that is found. Never rejects. */
  check(): Promise<void>;
  /** Installs the downloaded version and starts it. Ends the app, so everything else must be closed before. */
  quitAndInstall(): void;
  stop(): void;
}

const noUpdates: Updates = {
  available: false,
  check: async () => undefined,
  quitAndInstall: () => undefined,
  stop: () => undefined,
};

export function startUpdates(options: UpdatesOptions): Updates {
  const { isPackaged, resourcesPath, clock, onReady, onFault, load = loadUpdater } = options;
  if (!isPackaged || !existsSync(join(resourcesPath, 'app-update.yml'))) return noUpdates;

  let loading: Promise<Updater> | null = null;
  let ready: Updater | null = null;
  let stopped = false;
  let cancelCheck: () => void = () => undefined;

  const prepare = async (): Promise<Updater> => {
    const updater = await load();
    updater.autoDownload = true;
    updater.autoInstallOnAppQuit = true;
    // Errors arrive as an event; the rest of its log is not needed.
    updater.logger = null;
    updater.on('error', (error) => onFault(error, 'updating'));
    updater.on('update-downloaded', ({ version }) => {
      ready = updater;
      onReady(version);
    });
    return updater;
  };
  const check = async () => {
    loading ??= prepare();
    let updater: Updater;
    try {
      updater = await loading;
    } catch (error) {
      loading = null;
      onFault(error, 'loading the updater');
      return;
    }
    // The event has reported the failure already.
    await updater.checkForUpdates().catch(() => undefined);
  };
  const scheduleCheck = (delayMs: number) => {
    cancelCheck = clock.setTimer(
      delayMs,
      () =>
        void check().then(() => {
          if (!stopped) scheduleCheck(CHECK_INTERVAL);
        }),
      false,
    );
  };

  scheduleCheck(FIRST_CHECK_DELAY);
  return {
    available: true,
    check,
    quitAndInstall: () => ready?.quitAndInstall(true, true),
    stop: () => {
      stopped = true;
      cancelCheck();
    },
  };
}

/** Loaded at the first check, because without a feed the library is not needed. */
async function loadUpdater(): Promise<Updater> {
  const { default: library } = await import('electron-updater');
  return library.autoUpdater;
}
