/**
 * Starts the built desktop app of the tests (`test-host/build.mjs` makes it) as a real process, on the stand-in of Electron
 * or, where SWITCHYARD_ELECTRON names its program, on the real one; talks to it through its window as the panel does.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { inRepository } from '../../testkit/repository.ts';
import { startElectron } from './start-electron.ts';
import { type Program, type ProgramExit, type ProgramOptions, startProgram } from './start-program.ts';

const MAIN = inRepository('dist-test/desktop/main.js');

export interface DesktopOptions {
  /** Shows the windows. */
  browser: Browser;
  /** Default: a temporary folder that goes when the app ends. One that is given stays. */
  dataDir?: string;
  /** True: at the default place of the system, where links lead; needs a system that has XDG folders. */
  atDefaultPlace?: boolean;
  locked?: boolean;
  args?: readonly string[];
  env?: Record<string, string>;
  context?: BrowserContextOptions;
}

export interface TestDesktop extends Program {
  readonly dataDir: string;
  /** Calls an operation over the bridge of its window, which must be open; its own error is `{error, …}`, as over HTTP. */
  call(operation: string, input?: object): Promise<Record<string, unknown>>;
  /** A further start with these arguments, as by a double-click or a link; resolves when that one has ended. */
  startAgain(...args: string[]): Promise<ProgramExit>;
  /** SIGTERM, as a system ends it. Resolves when it has ended. Safe to call twice, and after its end. */
  stop(): Promise<ProgramExit>;
  /** SIGKILL: it gets no chance to tidy up. */
  kill(): Promise<ProgramExit>;
}

export async function startDesktop(options: DesktopOptions): Promise<TestDesktop> {
  const { browser, locked = false, args = [], env = {}, context } = options;
  const root = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'switchyard-desktop-')));
  const dataDir = options.atDefaultPlace ? join(root, 'switchyard') : root;
  const electron = process.env.SWITCHYARD_ELECTRON;
  const launch = (how: ProgramOptions) =>
    electron === undefined ? startProgram(how) : startElectron(electron, how);
  const start = (more: readonly string[]) =>
    launch({
      main: MAIN,
      args: options.atDefaultPlace ? more : ['--data-dir', dataDir, ...more],
      // The login entry of whoever runs the tests is none of theirs.
      env: {
        XDG_CONFIG_HOME: join(root, 'xdg-config'),
        ...(options.atDefaultPlace ? { XDG_DATA_HOME: root } : {}),
        ...env,
      },
      browser,
      ...(context === undefined ? {} : { context }),
    });
  const program = await start([...(locked ? ['--lock-settings'] : []), ...args]);
  const exited = program.exited.then(async (exit) => {
    if (options.dataDir === undefined) await rm(root, { recursive: true, force: true });
    return exit;
  });
  const end = (signal: NodeJS.Signals) => {
    program.signal(signal);
    return exited;
  };
  return {
    ...program,
    exited,
    dataDir,
    call: async (operation, input = {}) => callOverBridge(await program.window(), operation, input),
    startAgain: async (...more) => (await start(more)).exited,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Calls an operation as the panel in the window does. */
export function callOverBridge(
  page: Page,
  operation: string,
  input: object = {},
): Promise<Record<string, unknown>> {
  return page.evaluate(
    async ([name, sent]) => {
      const { switchyard } = window as unknown as {
        switchyard: {
          call(
            name: string,
            input: unknown,
          ): Promise<
            { ok: true; value: Record<string, unknown> } | { ok: false; error: { message: string } }
          >;
        };
      };
      const reply = await switchyard.call(name, sent);
      return reply.ok ? reply.value : { ...reply.error, error: reply.error.message };
    },
    [operation, input] as const,
  );
}
