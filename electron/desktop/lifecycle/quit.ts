/** The only way to quit: asks the user where workers are busy, ends all workers within a time limit, then exits. */
import type { Dialog } from 'electron';
import type { FullBackend } from '../../../shared/backend.ts';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(desktopWords);

/** Milliseconds in which all workers together may end by themselves, before they are killed. */
const GRACE = 20_000;
/** The same when the system shuts down, which does not wait for long. */
const SHUTDOWN_GRACE = 2_000;

export interface QuitOptions {
  dialog: Pick<Dialog, 'showMessageBox'>;
  busyBackends(): Promise<FullBackend[]>;
  onFault(error: unknown, where: string): void;
}

export interface ShutdownSteps {
  /** Ends all workers; a second call with a shorter grace period shortens that of the first. */
  close(graceMs: number): Promise<void>;
  /** Ends the program; everything else has been closed. */
  exit(code: number): void;
}

export interface Quit {
  /** Says how the program ends. To be called once, before anybody can quit. */
  attach(steps: ShutdownSteps): void;
  /** Asks first where workers are busy. A second request while they are ending does not wait for them any longer. */
  request(): Promise<void>;
  /** Asks nothing: the system, or a signal, has decided. */
  now(code?: number): Promise<void>;
  isUnderWay(): boolean;
}

export function createQuit(options: QuitOptions): Quit {
  let steps: ShutdownSteps | null = null;
  let shutdown: Promise<void> | null = null;
  let isAsking = false;

  const shutDown = (graceMs: number, code: number): Promise<void> => {
    if (!steps) throw new Error('The steps of the shutdown are not attached yet.');
    const { close, exit } = steps;
    if (shutdown) {
      void close(graceMs);
      return shutdown;
    }
    shutdown = close(graceMs)
      .catch((error: unknown) => options.onFault(error, 'quitting'))
      .then(() => exit(code));
    return shutdown;
  };

  return {
    attach: (attached) => {
      steps = attached;
    },
    async request() {
      if (shutdown) return await shutDown(0, 0);
      if (isAsking) return;
      isAsking = true;
      try {
        const busy = await options.busyBackends();
        if (busy.length > 0 && !(await confirm(options.dialog, busy))) return;
      } finally {
        isAsking = false;
      }
      await shutDown(GRACE, 0);
    },
    now: (code = 0) => shutDown(SHUTDOWN_GRACE, code),
    isUnderWay: () => shutdown !== null,
  };
}

async function confirm(dialog: QuitOptions['dialog'], busy: readonly FullBackend[]): Promise<boolean> {
  const names = busy.slice(0, 5).map(({ id, title, type }) => `• ${title === '' ? `${type} ${id}` : title}`);
  if (busy.length > names.length) names.push(`• ${t('andMore', { count: busy.length - names.length })}`);
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: t('busy', { count: busy.length }),
    detail: `${t('busyText')}\n${names.join('\n')}`,
    buttons: [t('keepRunning'), t('quit')],
    defaultId: 0,
    cancelId: 0,
  });
  return response === 1;
}
