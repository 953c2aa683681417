/**
 * Starts a main bundle on the stand-in of Electron as a real process, and shows its windows in a browser. It depends on no
 * test framework.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import type { Controls } from '../../stand-ins/electron/control.ts';
import type { ProgramHandlers } from '../../stand-ins/electron/messages.ts';
import { connectRpc, type Remote } from '../../stand-ins/electron/rpc.ts';
import { WindowServer } from '../../stand-ins/electron/window/window-server.ts';
import { inRepository } from '../../testkit/repository.ts';

const START = inRepository('e2e/stand-ins/electron/start.mjs');

export interface ProgramOptions {
  /** Path of the main bundle. */
  main: string;
  args?: readonly string[];
  env?: Record<string, string>;
  /** Shows the windows; each program gets its own context in it. */
  browser: Browser;
  context?: BrowserContextOptions;
}

export interface ProgramExit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface Program {
  readonly pid: number;
  readonly exited: Promise<ProgramExit>;
  /** All output so far. */
  output(): string;
  /** What a person or the system does, and what they see. */
  readonly controls: Remote<Controls>;
  /** The page of the window; waits until one has loaded. Rejects when the program ends before. */
  window(): Promise<Page>;
  /** Pages of all windows that are open now. */
  pages(): Page[];
  /** Messages of the errors in its pages. */
  faults(): readonly string[];
  signal(name: NodeJS.Signals): void;
}

export async function startProgram(options: ProgramOptions): Promise<Program> {
  const context = await options.browser.newContext(options.context);
  const child: ChildProcess = spawn(process.execPath, [START, options.main, ...(options.args ?? [])], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
    env: { ...process.env, ...options.env },
  });
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const handlers = {};
  const remote = connectRpc<ProgramHandlers & Controls>(child, handlers);
  const server = new WindowServer(context, remote);
  Object.assign(handlers, server.handlers);
  // Without a browser nothing shows its windows, and it would wait for an answer for ever.
  const onVanished = () => void child.kill('SIGKILL');
  options.browser.once('disconnected', onVanished);
  const exited = new Promise<ProgramExit>((resolve) => {
    child.once('close', () => options.browser.off('disconnected', onVanished));
    child.once('close', (code, signal) => void server.close().then(() => resolve({ code, signal })));
  });
  void server.start();
  const findLoadedPage = async (): Promise<Page | undefined> => {
    for (const page of server.pages) {
      const state = await page.evaluate(() => `${document.readyState} ${location.href}`).catch(() => '');
      if (state.startsWith('complete') && !state.endsWith('about:blank')) return page;
    }
    return undefined;
  };
  return {
    pid: child.pid as number,
    exited,
    output: () => output.join(''),
    controls: remote,
    window: () =>
      new Promise((resolve, reject) => {
        const resolveIfLoaded = async () => {
          const page = await findLoadedPage();
          if (page) {
            unsubscribe();
            resolve(page);
          }
        };
        const unsubscribe = server.onChange(() => void resolveIfLoaded());
        void exited.then(({ code, signal }) => {
          unsubscribe();
          reject(new Error(`The program ended (${signal ?? code}) without a window:\n${output.join('')}`));
        });
        void resolveIfLoaded();
      }),
    pages: () => server.pages,
    faults: () => server.faults,
    signal: (name) => void child.kill(name),
  };
}
