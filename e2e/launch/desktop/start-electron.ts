/** Starts a main bundle on the real Electron, for the tests that also run on the stand-in. Needs the installed executable. */
import { _electron, type Page } from '@playwright/test';
import { inRepository } from '../../testkit/repository.ts';
import type { Program, ProgramExit, ProgramOptions } from './start-program.ts';

const CONTROLS = inRepository('dist-test/electron-controls/electron-controls.cjs');

/** @param executablePath path of Electron */
export async function startElectron(executablePath: string, options: ProgramOptions): Promise<Program> {
  const application = await _electron.launch({
    executablePath,
    // Chromium has no sandbox for root, such as in a container.
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
        // An object with a `then` would count as a promise.
        name === 'then'
          ? undefined
          : (...args: unknown[]) =>
              application.evaluate(
                (_electron, [control, all]) => {
                  const known = Reflect.get(globalThis, 'switchyardControls')[control];
                  if (!known) throw new Error(`The real Electron knows no '${control}' from within.`);
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
