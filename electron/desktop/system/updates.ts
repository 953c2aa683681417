/**
 * Updates of the app itself. Off until it is packed with a feed: electron-builder then puts `app-update.yml` beside the app,
 * which names where to look. Without that file nothing is loaded, asked or logged.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AppUpdater } from 'electron-updater';
import type { Clock } from '../../core/clock.ts';

/** Milliseconds between two looks. */
const INTERVAL = 24 * 60 * 60 * 1000;
/** Milliseconds after the start: what the user came for is loaded first. */
const FIRST_LOOK = 30_000;

/** The part of electron-updater that is used; a stand-in satisfies it too. */
export type Updater = Pick<
  AppUpdater,
  'autoDownload' | 'autoInstallOnAppQuit' | 'logger' | 'checkForUpdates' | 'quitAndInstall'
> & {
  on(event: 'update-downloaded', listener: (update: { version: string }) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
};

export interface UpdatesOptions {
  /** `app.isPackaged`: what runs from a source tree is updated there. */
  isPackaged: boolean;
  /** `process.resourcesPath` */
  resourcesPath: string;
  clock: Clock;
  /** A version is downloaded; it takes the place of this one when the app quits, or by `quitAndInstall`. */
  onReady(version: string): void;
  onFault(error: unknown, where: string): void;
  load?: () => Promise<Updater>;
}

export interface Updates {
  /** Whether there is a feed at all. */
  readonly available: boolean;
  /** Looks now; a version that is found is downloaded. Never rejects. */
  check(): Promise<void>;
  /** Installs what is ready and starts it. To be called as the very last thing: it ends the app. */
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
  let callOff: () => void = () => undefined;

  const prepare = async (): Promise<Updater> => {
    const updater = await load();
    updater.autoDownload = true;
    updater.autoInstallOnAppQuit = true;
    // What goes wrong comes as an event; how it went otherwise is of no interest.
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
    // A failure has been told by its event.
    await updater.checkForUpdates().catch(() => undefined);
  };
  const lookIn = (delayMs: number) => {
    callOff = clock.setTimer(
      delayMs,
      () =>
        void check().then(() => {
          if (!stopped) lookIn(INTERVAL);
        }),
      false,
    );
  };

  lookIn(FIRST_LOOK);
  return {
    available: true,
    check,
    quitAndInstall: () => ready?.quitAndInstall(true, true),
    stop: () => {
      stopped = true;
      callOff();
    },
  };
}

/** Only when there is something to look for: the library and what it imports are of no use before. */
async function loadUpdater(): Promise<Updater> {
  const { default: library } = await import('electron-updater');
  return library.autoUpdater;
}
