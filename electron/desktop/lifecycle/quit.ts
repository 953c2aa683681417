/** The one way out: asks where workers are busy, ends them all within a bound, and only then lets the program go. */
import type { Dialog } from 'electron';
import type { FullBackend } from '../../../shared/backend.ts';

/** Milliseconds that all workers together get to end politely. */
const GRACE = 20_000;
/** The same when the system shuts down, which waits for nobody. */
const SHUTDOWN_GRACE = 2_000;

export interface QuitOptions {
  dialog: Pick<Dialog, 'showMessageBox'>;
  busyBackends(): Promise<FullBackend[]>;
  /** Ends all workers; a second call with less grace hurries the first. */
  close(graceMs: number): Promise<void>;
  /** Nothing is left: ends the program. */
  exit(code: number): void;
  onFault(error: unknown, where: string): void;
}

export interface Quit {
  /** Asks first where workers are busy. Asked for once more while they are ending, it does not wait for them any longer. */
  request(): Promise<void>;
  /** Asks nothing: the system, or a signal, has decided. */
  now(code?: number): Promise<void>;
  isUnderWay(): boolean;
}

export function createQuit(options: QuitOptions): Quit {
  let ending: Promise<void> | null = null;
  let asking = false;

  const end = (graceMs: number, code: number): Promise<void> => {
    if (ending) {
      void options.close(graceMs);
      return ending;
    }
    ending = options
      .close(graceMs)
      .catch((error: unknown) => options.onFault(error, 'quitting'))
      .then(() => options.exit(code));
    return ending;
  };

  return {
    async request() {
      if (ending) return await end(0, 0);
      if (asking) return;
      asking = true;
      try {
        const busy = await options.busyBackends();
        if (busy.length > 0 && !(await confirm(options.dialog, busy))) return;
      } finally {
        asking = false;
      }
      await end(GRACE, 0);
    },
    now: (code = 0) => end(SHUTDOWN_GRACE, code),
    isUnderWay: () => ending !== null,
  };
}

async function confirm(dialog: QuitOptions['dialog'], busy: readonly FullBackend[]): Promise<boolean> {
  const names = busy.slice(0, 5).map(({ id, title, type }) => `• ${title === '' ? `${type} ${id}` : title}`);
  if (busy.length > names.length) names.push(`• and ${busy.length - names.length} more`);
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message:
      busy.length === 1
        ? 'A backend is busy. Quit anyway?'
        : `${busy.length} backends are busy. Quit anyway?`,
    detail: `Quitting stops every backend, and what these are working on is lost:\n${names.join('\n')}`,
    buttons: ['Keep running', 'Quit'],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}
