/** Starts a main bundle on the real Electron, for the same tests that run on the stand-in. Only where its binary is installed. */
import { _electron, type Page } from '@playwright/test';
import { inRepository } from '../../testkit/repository.ts';
import type { Program, ProgramExit, ProgramOptions } from './start-program.ts';

const CONTROLS = inRepository('dist-test/electron-controls/electron-controls.cjs');

/** @param executablePath of Electron */
export async function startElectron(executablePath: string, options: ProgramOptions): Promise<Program> {
  const application = await _electron.launch({
    executablePath,
    // As root, as in a container, Chromium's sandbox cannot be had.
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '-r',
      CONTROLS,
      options.main,
      ...(options.args ?? []),
    ],
    env: { ...(process.env as Record<string, string>), ...options.env },
  });
  const child = application.process();
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => output.push(text));
  const faults: string[] = [];
  application.on('window', (page) => page.on('pageerror', (error) => faults.push(error.message)));
  const pages = () => application.windows().filter((page) => !page.isClosed());
  const controls = new Proxy(
    {},
    {
      get: (_, name) =>
        // An object with a `then` would be taken for a promise.
        name === 'then'
          ? undefined
          : (...args: unknown[]) =>
              application.evaluate(
                (_electron, [asked, all]) => {
                  const known = Reflect.get(globalThis, 'switchyardControls')[asked];
                  if (!known) throw new Error(`The real Electron knows no '${asked}' from within.`);
                  return known(...all);
                },
                [String(name), args] as const,
              ),
    },
  );
  return {
    pid: child.pid as number,
    exited: new Promise<ProgramExit>((resolve) => {
      child.once('close', (code, signal) => resolve({ code, signal }));
    }),
    output: () => output.join(''),
    controls: controls as Program['controls'],
    window: async (): Promise<Page> => {
      const page = pages()[0] ?? (await application.waitForEvent('window'));
      await page.waitForLoadState();
      return page;
    },
    pages,
    faults: () => faults,
    signal: (name) => void child.kill(name),
  };
}
