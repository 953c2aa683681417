/** The page of a window of the stand-in behaves like one of Electron. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../../../testkit/eventually.ts';
import { runSamples } from '../sample-app/run-samples.ts';
import { BINDING } from './page-script.ts';

const samples = runSamples();

describe('a page', () => {
  it('is served by the handler of its scheme, with the policy that this sends', async () => {
    const sample = samples.shared();
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

  it('runs the preload before its own scripts, and sees only what the preload exposed', async () => {
    const sample = samples.shared();
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
    // The page gets a copy, which it cannot replace.
    expect(
      await sample.run(`try { sample.task = null } catch {}
        sample.fixed.deep.list.push(3); [typeof sample.task, sample.original()]`),
    ).toEqual(['function', 2]);
  });

  it('calls the program by structured clone, and gets errors with the messages of Electron', async () => {
    const sample = samples.shared();
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

  it('receives what the program sends, in order', async () => {
    const sample = samples.shared();
    await sample.run('window.received = []; sample.onNews(({ n }) => window.received.push(n))');
    await sample.task('send', 50);
    await eventually('all of it', async () => (await sample.run('window.received.length')) === 50);
    expect(await sample.run('window.received')).toEqual(Array.from({ length: 50 }, (_, n) => n + 1));
  });

  it('and a frame in it are distinguished: a call names its frame', async () => {
    const sample = samples.shared();
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

  it('navigates only where the program lets it', async () => {
    const sample = samples.shared();
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

  it('cannot open a window', async () => {
    const sample = samples.shared();
    await sample.run('void window.open("https://example.com/popup")');
    await sample.noted('window.open https://example.com/popup');
    await sample.run('void window.open("about:blank")');
    await sample.noted('window.open about:blank');
    expect(sample.program.pages()).toHaveLength(1);
  });

  it('has the permissions that the program gives, and all where it has no handler', async () => {
    const state = `Promise.all(['geolocation', 'notifications', 'midi'].map((name) =>
      navigator.permissions.query({ name }).then(({ state }) => state)))`;
    const strict = await samples.start();
    expect(await strict.run(state)).toEqual(['denied', 'denied', 'granted']);
    const lax = await samples.start(['allow']);
    expect(await lax.run(state)).toEqual(['granted', 'granted', 'granted']);
  });

  it('that crashes is reported, and can be loaded again', async () => {
    const sample = await samples.start();
    await sample.page();
    await sample.controls.crashWindow();
    await sample.noted('gone crashed');
    expect(await sample.task('echo', 'back')).toBe('back');
  });

  it('with unsaved changes keeps its window', async () => {
    const sample = await samples.start();
    const page = await sample.page();
    await page.evaluate(() => addEventListener('beforeunload', (event) => event.preventDefault()));
    // Chromium ignores this event in a page that nobody has touched.
    await page.locator('p').click();
    await sample.controls.closeWindow();
    await sample.noted('window close');
    expect(await sample.task('echo', 'here')).toBe('here');
    expect(await sample.controls.windows()).toHaveLength(1);
  });
});
