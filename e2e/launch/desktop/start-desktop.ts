/**
 * Starts the desktop app of the tests, which `e2e/launch/headless/build.mjs` builds, as a real process: on the stand-in of
 * Electron, or on the real one where SWITCHYARD_ELECTRON is the path of its executable. Calls operations through the window,
 * as the panel does.
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
  /** Shows the windows of the app. */
  browser: Browser;
  /** Default: a temporary folder that is removed when the app ends. A given one stays. */
  dataDir?: string;
  /** True: the data is in the default folder of the system, without an option. Links need that. Only with XDG folders. */
  atDefaultLocation?: boolean;
  locked?: boolean;
  args?: readonly string[];
  env?: Record<string, string>;
  context?: BrowserContextOptions;
}

export interface TestDesktop extends Program {
  readonly dataDir: string;
  /** Calls an operation over the bridge of the window, which must be open. An error is `{error, …}`, as over HTTP. */
  call(operation: string, input?: object): Promise<Record<string, unknown>>;
  /** Starts the app a second time, as by a double-click or a link; resolves when the second one has ended. */
  startAgain(...args: string[]): Promise<ProgramExit>;
  /** SIGTERM, as by a system. Resolves when the app has ended. Safe to call twice, and after the end. */
  stop(): Promise<ProgramExit>;
  /** SIGKILL, which leaves the app no time to clean up. */
  kill(): Promise<ProgramExit>;
}

export async function startDesktop(options: DesktopOptions): Promise<TestDesktop> {
  const { browser, locked = false, args = [], env = {}, context } = options;
  const root = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'switchyard-desktop-')));
  const dataDir = options.atDefaultLocation ? join(root, 'switchyard') : root;
  const electron = process.env.SWITCHYARD_ELECTRON;
  const launch = (programOptions: ProgramOptions) =>
    electron === undefined ? startProgram(programOptions) : startElectron(electron, programOptions);
  const start = (more: readonly string[]) =>
    launch({
      main: MAIN,
      args: options.atDefaultLocation ? more : ['--data-dir', dataDir, ...more],
      // The tests must not touch the login entry of whoever runs them.
      env: {
        XDG_CONFIG_HOME: join(root, 'xdg-config'),
        ...(options.atDefaultLocation ? { XDG_DATA_HOME: root } : {}),
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
