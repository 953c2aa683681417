/** The stand-in of Electron does what Electron does, as far as it says so: shown by a small app that runs on it. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findBrowser } from '../../../build/scripts/find-browser.mjs';
import { type Program, startProgram } from '../../launch/desktop/start-program.ts';
import { eventually } from '../../testkit/eventually.ts';
import { isRunning } from '../../testkit/processes.ts';
import { BINDING } from './window/page-script.ts';

const START = fileURLToPath(new URL('./start.mjs', import.meta.url));
const APP = fileURLToPath(new URL('./sample-app/main.mjs', import.meta.url));

let browser: Browser;
beforeAll(async () => {
  const executablePath = findBrowser();
  browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: ['--disable-dev-shm-usage'],
  });
});
afterAll(() => browser.close());

type Finish = (end: () => Promise<void>) => void;

async function userDataForTest(finished: Finish = onTestFinished): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'electron-stand-in-'));
  finished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

class Sample {
  readonly program: Program;

  constructor(program: Program) {
    this.program = program;
  }

  static async start(
    flags: readonly string[] = [],
    {
      userData,
      env = {},
      finished = onTestFinished,
    }: { userData?: string; env?: Record<string, string>; finished?: Finish } = {},
  ): Promise<Sample> {
    const folder = userData ?? (await userDataForTest(finished));
    const args = [`--user-data-dir=${folder}`, ...flags.map((flag) => `--${flag}`)];
    const program = await startProgram({ main: APP, args, env, browser });
    finished(async () => {
      program.signal('SIGKILL');
      await program.exited;
    });
    return new Sample(program);
  }

  get controls() {
    return this.program.controls;
  }

  /** What it noted so far, in order. */
  get notes(): string[] {
    return [...this.program.output().matchAll(/^NOTE (.*)$/gm)].map(([, note = '']) => note);
  }

  noted(note: string): Promise<unknown> {
    return eventually(
      `it notes '${note}'`,
      () => this.notes.includes(note),
      () => this.program.output(),
    );
  }

  page(): Promise<Page> {
    return this.program.window();
  }

  /** Asks the app through its own bridge; an error is its message. */
  async task(...args: unknown[]): Promise<unknown> {
    const page = await this.page();
    return await page.evaluate(async (all) => {
      const { sample } = globalThis as unknown as { sample: { task(...args: unknown[]): Promise<unknown> } };
      return await sample.task(...all).catch((error: Error) => error.message);
    }, args);
  }

  /** Runs a script in the page. */
  async run(script: string): Promise<unknown> {
    return await (await this.page()).evaluate(script);
  }
}

/** For tests that leave it as it was. */
let shared: Sample;
const ends: (() => Promise<void>)[] = [];
beforeAll(async () => {
  shared = await Sample.start([], { finished: (end) => void ends.unshift(end) });
  await shared.page();
});
afterAll(async () => {
  for (const end of ends) await end();
});

describe('a program', () => {
  it('is ready only after its entry was read to its end, and is told that it is Electron', async () => {
    const sample = shared;
    expect(await sample.task('platform')).toEqual(['browser', 'string', 'Sample', '1.2.3']);
  });

  it('quits in the order of Electron, and its windows with it', async () => {
    const sample = await Sample.start();
    await sample.page();
    await sample.controls.quit();
    expect(await sample.program.exited).toEqual({ code: 0, signal: null });
    const order = ['before-quit', 'window close', 'window closed', 'will-quit', 'quit'];
    expect(sample.notes.filter((note) => order.includes(note))).toEqual(order);
    expect(sample.program.pages()).toEqual([]);
  });

  it('goes on when it refuses to quit, and when a window refuses to close', async () => {
    const refusing = await Sample.start(['refuse-quit']);
    await refusing.page();
    await refusing.controls.quit();
    await refusing.noted('before-quit');
    expect(await refusing.task('echo', 'alive')).toBe('alive');

    const keeping = await Sample.start(['keep']);
    await keeping.page();
    await keeping.controls.quit();
    await keeping.noted('window close');
    expect(await keeping.task('echo', 'alive')).toBe('alive');
    expect(keeping.notes).not.toContain('will-quit');
  });

  it('ends with its last window unless it wants to stay', async () => {
    const leaving = await Sample.start();
    await leaving.page();
    await leaving.controls.closeWindow();
    expect((await leaving.program.exited).code).toBe(0);

    const staying = await Sample.start(['stay']);
    await staying.page();
    await staying.controls.closeWindow();
    await staying.noted('window-all-closed');
    expect(await staying.controls.windows()).toEqual([]);
    expect(staying.program.pages()).toEqual([]);
  });

  it('quits at SIGTERM as a person would have it quit', async () => {
    const sample = await Sample.start();
    await sample.page();
    sample.program.signal('SIGTERM');
    expect((await sample.program.exited).code).toBe(0);
    expect(sample.notes).toContain('will-quit');
  });

  it('is one per folder of user data: a second one hands over its arguments and ends', async () => {
    const userData = await userDataForTest();
    const first = await Sample.start([], { userData });
    await first.page();
    const second = await Sample.start(['flag'], { userData });
    expect((await second.program.exited).code).toBe(0);
    expect(second.notes).toContain('second');
    await first.noted(`second-instance --user-data-dir=${userData} --flag`);
    const other = await Sample.start();
    expect(await other.task('echo', 1)).toBe(1);
  });

  it('is told of what systems tell', async () => {
    const sample = shared;
    await sample.page();
    await sample.controls.wake();
    await sample.controls.openUrl('sample://here');
    await sample.controls.activate();
    for (const note of ['resume', 'open-url sample://here', 'activate']) await sample.noted(note);
  });

  it('ends with the test that plays its windows, and does not begin without one', async () => {
    const folder = await userDataForTest();
    const args = [START, APP, `--user-data-dir=${folder}`];
    const watched = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    await new Promise((resolve) => watched.once('message', resolve));
    watched.disconnect();
    expect(await new Promise((resolve) => watched.once('exit', resolve))).toBe(1);

    const alone = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    alone.stderr.setEncoding('utf8').on('data', (text: string) => {
      words += text;
    });
    expect(await new Promise((resolve) => alone.once('close', resolve))).toBe(1);
    expect(words).toContain('needs a test that plays its windows');
  });

  it('runs utility processes that know that they are Electron', async () => {
    const { pid, message, code, text } = (await shared.task('fork')) as Record<string, unknown>;
    expect(message).toEqual({ data: 'hello', type: 'utility', electron: true });
    expect({ code, text }).toEqual({ code: 15, text: 'child argument\n' });
    expect(isRunning(pid as number)).toBe(false);
  });

  it('leaves no utility process when it is killed', async () => {
    const sample = await Sample.start();
    const pid = (await sample.task('forkAndKeep')) as number;
    expect(isRunning(pid)).toBe(true);
    sample.program.signal('SIGKILL');
    await sample.program.exited;
    await eventually('it is gone', () => !isRunning(pid));
  });
});

describe('a page', () => {
  it('comes from the handler of the own scheme, policy included, and knows no other address', async () => {
    const sample = shared;
    const page = await sample.page();
    expect(await page.title()).toBe('Sample page');
    expect(sample.notes).toContain('request GET app://panel/');
    expect((await sample.controls.windows())[0]).toMatchObject({ url: 'app://panel/', title: 'Sample page' });
    expect(await sample.run('window.ran')).toBe(1);
    // An inline script is against the policy that the handler sent.
    expect(
      await sample.run(`const script = document.createElement('script');
        script.textContent = 'window.inline = 1'; document.body.append(script); window.inline`),
    ).toBeUndefined();
    expect(await sample.run('isSecureContext')).toBe(true);
  });

  it('runs the preload before its own scripts, and sees of it what was exposed and nothing else', async () => {
    const sample = shared;
    expect(await sample.run('preloadRanBeforeScripts')).toBe(true);
    expect(await sample.run('Object.keys(sample).sort()')).toEqual([
      'fixed',
      'onNews',
      'original',
      'task',
      'unknown',
    ]);
    expect(await sample.run(`[typeof require, typeof window.${BINDING}]`)).toEqual([
      'undefined',
      'undefined',
    ]);
    // What it was given is a copy, which it cannot replace.
    expect(
      await sample.run(`try { sample.task = null } catch {}
        sample.fixed.deep.list.push(3); [typeof sample.task, sample.original()]`),
    ).toEqual(['function', 2]);
  });

  it('calls the program as by structured clone, and is told of faults in the words of Electron', async () => {
    const sample = shared;
    const value = { list: [1, null, 'x'], nested: { big: 1e300 } };
    expect(await sample.task('echo', value)).toEqual(value);
    expect(await sample.run('sample.task("echo", undefined).then((value) => value === undefined)')).toBe(
      true,
    );
    expect(await sample.task('fail')).toBe("Error invoking remote method 'task': TypeError: no such thing");
    expect(await sample.task('uncloneable')).toMatch(/^Error invoking remote method 'task': DataCloneError/);
    expect(await sample.run('sample.unknown().catch(({ message }) => message)')).toBe(
      "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
    );
    expect(await sample.run('sample.task("echo", () => 1).catch(({ message }) => message)')).toBe(
      'An object could not be cloned.',
    );
  });

  it('hears what the program sends, in order', async () => {
    const sample = shared;
    await sample.run('window.heard = []; sample.onNews(({ n }) => window.heard.push(n))');
    await sample.task('send', 50);
    await eventually('all of it', async () => (await sample.run('window.heard.length')) === 50);
    expect(await sample.run('window.heard')).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });

  it('of a frame in it is told apart: the frame that calls is named', async () => {
    const sample = shared;
    const page = await sample.page();
    await page.evaluate(() => document.body.append(document.createElement('iframe')));
    const frame = await eventually('the frame', () => page.frames()[1]);
    const reply = await frame.evaluate(
      (name) =>
        (globalThis as unknown as Record<string, (message: object) => Promise<unknown>>)[name]?.({
          channel: 'task',
          args: ['echo', 1],
        }),
      BINDING,
    );
    expect(reply).toEqual({ error: 'Error: refused about:blank in app://panel/ of null' });
  });

  it('goes nowhere that the program does not let it go', async () => {
    const sample = shared;
    const page = await sample.page();
    await page.evaluate(() => {
      location.href = 'https://example.com/';
    });
    await sample.noted('will-navigate https://example.com/');
    expect(await sample.run('document.title')).toBe('Sample page');
    await page.evaluate(() => {
      location.hash = 'there';
    });
    await sample.noted('navigation app://panel/#there within');
    expect(sample.notes.filter((note) => note.endsWith(' away'))).toEqual(['navigation app://panel/ away']);
  });

  it('opens no window', async () => {
    const sample = shared;
    await sample.run('void window.open("https://example.com/popup")');
    await sample.noted('window.open https://example.com/popup');
    await sample.run('void window.open("about:blank")');
    await sample.noted('window.open about:blank');
    expect(sample.program.pages()).toHaveLength(1);
  });

  it('may do what the program decides, and everything where it does not', async () => {
    const state = `Promise.all(['geolocation', 'notifications', 'midi'].map((name) =>
      navigator.permissions.query({ name }).then(({ state }) => state)))`;
    const strict = await Sample.start();
    expect(await strict.run(state)).toEqual(['denied', 'denied', 'granted']);
    const lax = await Sample.start(['allow']);
    expect(await lax.run(state)).toEqual(['granted', 'granted', 'granted']);
  });

  it('that crashes is told of, and can be loaded again', async () => {
    const sample = await Sample.start();
    await sample.page();
    await sample.controls.crashWindow();
    await sample.noted('gone crashed');
    expect(await sample.task('echo', 'back')).toBe('back');
  });

  it('with changes that are not saved keeps its window', async () => {
    const sample = await Sample.start();
    const page = await sample.page();
    await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
    // A page that nobody has touched is not heard.
    await page.locator('p').click();
    await sample.controls.closeWindow();
    await sample.noted('window close');
    expect(await sample.task('echo', 'here')).toBe('here');
    expect(await sample.controls.windows()).toHaveLength(1);
  });
});

describe('a window', () => {
  it('is shown when it is ready, and can be put away and back', async () => {
    const sample = await Sample.start();
    await sample.page();
    await sample.noted('window show');
    expect(await sample.controls.windows()).toMatchObject([{ isVisible: true, isFocused: true }]);
    await sample.controls.minimizeWindow();
    expect(await sample.controls.windows()).toMatchObject([{ isMinimized: true, isFocused: false }]);
    await sample.controls.restoreWindow();
    await sample.controls.blurWindow();
    expect(sample.notes.filter((note) => note.startsWith('window '))).toEqual(
      ['show', 'focus', 'blur', 'minimize', 'restore', 'focus', 'blur'].map((event) => `window ${event}`),
    );
  });

  it('has the size that its page has, and stands on the monitors that there are', async () => {
    const sample = await Sample.start();
    const page = await sample.page();
    expect(page.viewportSize()).toEqual({ width: 900, height: 700 });
    await sample.controls.placeWindow({ x: 5, y: 6, width: 640, height: 480 });
    await sample.noted('window move');
    await eventually(
      'its size',
      async () => (await sample.run('innerWidth + "x" + innerHeight')) === '640x480',
    );
    expect(await sample.controls.windows()).toMatchObject([
      { bounds: { x: 5, y: 6, width: 640, height: 480 } },
    ]);
    await sample.controls.setMonitors([{ id: 2, bounds: { x: 0, y: 0, width: 800, height: 600 } }]);
    await sample.controls.maximizeWindow();
    expect(await sample.controls.windows()).toMatchObject([
      { bounds: { x: 0, y: 0, width: 800, height: 600 }, normalBounds: { width: 640 }, isMaximized: true },
    ]);
  });

  it('has the colours of the program, or those of the system', async () => {
    const sample = shared;
    const dark = 'matchMedia("(prefers-color-scheme: dark)").matches';
    expect(await sample.run(dark)).toBe(false);
    await sample.controls.setSystemScheme('dark');
    await eventually('dark', () => sample.run(dark));
    await sample.noted('theme true');
    await sample.task('theme', 'light');
    await eventually('light', () => sample.run(`!${dark}`));
    expect(await sample.controls.theme()).toEqual({ source: 'light', scheme: 'light' });
  });
});

describe('tray, menus, notifications and dialogs', () => {
  it('a tray shows its menu as it was set, and a click turns its mark before it is told', async () => {
    const sample = await Sample.start();
    await sample.page();
    expect(await sample.controls.tray()).toMatchObject({
      image: expect.stringMatching(/sample-app.icon\.png$/),
      toolTip: 'Sample',
      menu: [
        { label: 'First', type: 'checkbox', checked: false },
        { type: 'separator' },
        { label: 'More', submenu: [{ label: 'Inner' }, { label: 'Off', enabled: false }] },
        { label: 'Quit', role: 'quit' },
      ],
    });
    await sample.controls.chooseInTray('First');
    await sample.noted('first true');
    expect((await sample.controls.tray())?.menu[0]?.checked).toBe(true);
    await sample.controls.chooseInTray('More', 'Inner');
    await sample.noted('inner');
    await expect(sample.controls.chooseInTray('More', 'Off')).rejects.toThrow('greyed out');
    await expect(sample.controls.chooseInTray('Nothing')).rejects.toThrow("no item 'Nothing'");
    await sample.controls.clickTray();
    await sample.noted('tray click');
    await sample.controls.chooseInTray('Quit');
    expect((await sample.program.exited).code).toBe(0);
  });

  it('an application menu can be read and chosen from', async () => {
    const sample = shared;
    await sample.page();
    expect(await sample.controls.menu()).toMatchObject([
      { label: 'File', submenu: [{ label: 'New', accelerator: 'CmdOrCtrl+N' }] },
    ]);
    await sample.controls.chooseInMenu('File', 'New');
    await sample.noted('new');
  });

  it('a notification is shown and clicked', async () => {
    const sample = shared;
    await sample.task('notify', 'Look');
    await sample.noted('notification show');
    expect(await sample.controls.notifications()).toMatchObject([{ number: 0, title: 'Look', body: 'body' }]);
    await sample.controls.clickNotification(0);
    await sample.noted('notification click');
  });

  it('a question waits for its answer; one that blocks takes what was said before, or means no', async () => {
    const sample = shared;
    const answer = sample.task('ask');
    await eventually('the question', async () => (await sample.controls.dialogs()).length === 1);
    await expect(sample.controls.answerDialog({ button: 'Maybe' })).rejects.toThrow("no button 'Maybe'");
    await sample.controls.answerDialog({ button: 'Yes' });
    expect(await answer).toMatchObject({ response: 1 });
    await sample.controls.prepareAnswer({ button: 'Yes' });
    expect(await sample.task('askAndWait')).toBe(1);
    expect(await sample.task('askAndWait')).toBe(0);
    expect((await sample.controls.dialogs()).map((dialog) => dialog.answer)).toEqual(['Yes', 'Yes', 'No']);
  });

  it('what is opened in other programs is noted', async () => {
    const sample = shared;
    await sample.task('open', 'https://example.com/');
    expect(await sample.controls.opened()).toEqual([{ how: 'openExternal', what: 'https://example.com/' }]);
  });
});

describe('a keyring', () => {
  it('encrypts for real, and the key outlives the program', async () => {
    const userData = await userDataForTest();
    const sample = await Sample.start([], { userData });
    expect(await sample.task('keyring')).toEqual([true, 'gnome_libsecret']);
    const { sealed, opened } = (await sample.task('seal', 'sesame')) as Record<string, string>;
    expect(opened).toBe('sesame');
    expect(sealed).not.toContain('sesame');
    await sample.controls.quit();
    await sample.program.exited;
    const next = await Sample.start([], { userData });
    expect(await next.task('unseal', sealed)).toBe('sesame');
    const stranger = await Sample.start();
    expect(await stranger.task('unseal', sealed)).toMatch(/^Error invoking/);
  });

  it('can be missing', async () => {
    const sample = await Sample.start([], { env: { ELECTRON_STAND_IN_KEYRING: 'none' } });
    expect(await sample.task('keyring')).toEqual([false, 'basic_text']);
    expect(await sample.task('seal', 'sesame')).toMatch(/^Error invoking/);
  });
});
