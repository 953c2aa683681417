/** Reads the address of an instance from a file, as scripts of other programs write it. */
import type { AdapterIo } from '../../core/backend/backend-type.ts';
import type { Launcher, LaunchListener } from '../../core/scale-out/launcher.ts';

const INTERVAL_MS = 1_000;
const MAX_BYTES = 4_096;
const URL_IN_TEXT = /https?:\/\/[^\s"'<>]+/;

/** @param pattern path of the file; `{LAUNCH}` stands for the number of the launch */
export function watchUrlFile(
  launcher: Launcher,
  pattern: string,
  io: Pick<AdapterIo, 'clock' | 'files' | 'signal'>,
): Launcher {
  return {
    get outage() {
      return launcher.outage;
    },
    start: async (number, listener) => {
      const path = pattern.replaceAll('{LAUNCH}', String(number));
      // What an earlier launch has left is no address of this one.
      const before = await readText(path, io);
      const watch = new FileWatch(path, before, listener, io);
      try {
        const launch = await launcher.start(number, watch);
        return {
          number: launch.number,
          name: launch.name,
          stop: (graceMs) => {
            watch.end();
            return launch.stop(graceMs);
          },
        };
      } catch (error) {
        watch.end();
        throw error;
      }
    },
  };
}

class FileWatch implements LaunchListener {
  readonly #path: string;
  readonly #before: string;
  readonly #listener: LaunchListener;
  readonly #io: Pick<AdapterIo, 'clock' | 'files' | 'signal'>;
  #cancel = () => {};
  #isOver = false;

  constructor(
    path: string,
    before: string,
    listener: LaunchListener,
    io: Pick<AdapterIo, 'clock' | 'files' | 'signal'>,
  ) {
    this.#path = path;
    this.#before = before;
    this.#listener = listener;
    this.#io = io;
    this.#schedule();
  }

  onMessage(message: Parameters<LaunchListener['onMessage']>[0]): void {
    this.#listener.onMessage(message);
  }

  onWaiting(reason: string | null): void {
    this.#listener.onWaiting(reason);
  }

  /** A script may write the file and end at once. */
  onEnded(reason: string, isGone: boolean): void {
    void this.#read().finally(() => {
      this.end();
      this.#listener.onEnded(reason, isGone);
    });
  }

  end(): void {
    this.#isOver = true;
    this.#cancel();
  }

  #schedule(): void {
    if (this.#isOver) return;
    this.#cancel = this.#io.clock.setTimer(
      INTERVAL_MS,
      () => void this.#read().finally(() => this.#schedule()),
    );
  }

  async #read(): Promise<void> {
    const text = await readText(this.#path, this.#io);
    const url = text === this.#before ? undefined : URL_IN_TEXT.exec(text)?.[0];
    if (this.#isOver || url === undefined) return;
    this.end();
    this.#listener.onMessage({ kind: 'url', url });
  }
}

/** Empty where there is no such file, or it cannot be read now. */
async function readText(path: string, { files }: Pick<AdapterIo, 'files'>): Promise<string> {
  try {
    return Buffer.from(await files.readStart(path, MAX_BYTES)).toString('utf8');
  } catch {
    return '';
  }
}
