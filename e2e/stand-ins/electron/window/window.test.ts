/** The windows of the stand-in behave like those of Electron. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../../../testkit/eventually.ts';
import { runSamples } from '../sample-app/run-samples.ts';

const samples = runSamples();

describe('a window', () => {
  it('is shown when it is ready, and can be minimized and restored', async () => {
    const sample = await samples.start();
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

  it('has the size of its page, and is on the monitors that the test sets', async () => {
    const sample = await samples.start();
    const page = await sample.page();
    expect(page.viewportSize()).toEqual({ width: 900, height: 700 });
    await sample.controls.moveWindow({ x: 5, y: 6, width: 640, height: 480 });
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

  it('has the colour scheme of the program, or that of the system', async () => {
    const sample = samples.shared();
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
