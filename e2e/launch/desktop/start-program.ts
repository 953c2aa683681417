/**
 * Starts a main bundle on the stand-in of Electron as a real process, and plays its windows in a browser. Knows no test
 * framework.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import type { ControlAnswers } from '../../stand-ins/electron/control.ts';
import { connectLine, type Remote } from '../../stand-ins/electron/line.ts';
import type { ProgramAnswers } from '../../stand-ins/electron/messages.ts';
import { WindowServer } from '../../stand-ins/electron/window/window-server.ts';
import { inRepository } from '../../testkit/repository.ts';

const START = inRepository('e2e/stand-ins/electron/start.mjs');

export interface ProgramOptions {
  /** Path of the main bundle. */
  main: string;
  args?: readonly string[];
  env?: Record<string, string>;
  /** Shows the windows; each program gets a context of its own in it. */
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
  /** All it printed so far. */
  output(): string;
  /** What a person or the system does, and what they see. */
  readonly controls: Remote<ControlAnswers>;
  /** The page of its window; waits until there is one that has loaded. Rejects when the program ends instead. */
  window(): Promise<Page>;
  /** Pages of all windows that are open now. */
  pages(): Page[];
  /** What went wrong in its pages, in words. */
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
  const answers = {};
  const { ask } = connectLine<ProgramAnswers & ControlAnswers>(child, answers);
  const server = new WindowServer(context, ask);
  Object.assign(answers, server.answers);
  const exited = new Promise<ProgramExit>((resolve) => {
    child.once('close', (code, signal) => void server.end().then(() => resolve({ code, signal })));
  });
  void server.begin();
  const loaded = async (): Promise<Page | undefined> => {
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
    controls: ask,
    window: () =>
      new Promise((resolve, reject) => {
        const look = async () => {
          const page = await loaded();
          if (page) {
            stop();
            resolve(page);
          }
        };
        const stop = server.onChange(() => void look());
        void exited.then(({ code, signal }) => {
          stop();
          reject(new Error(`The program ended (${signal ?? code}) without a window:\n${output.join('')}`));
        });
        void look();
      }),
    pages: () => server.pages,
    faults: () => server.faults,
    signal: (name) => void child.kill(name),
  };
}
