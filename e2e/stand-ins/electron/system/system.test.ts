/** Tray, menus, notifications, dialogs and keyring of the stand-in behave like those of Electron. */
import { describe, expect, it } from 'vitest';
import { eventually } from '../../../testkit/eventually.ts';
import { createUserData, runSamples } from '../sample-app/run-samples.ts';

const samples = runSamples();

describe('tray, menus, notifications and dialogs', () => {
  it('a tray shows its menu as it was set, and a click changes the check mark before it is reported', async () => {
    const sample = await samples.start();
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
    const sample = samples.shared();
    await sample.page();
    expect(await sample.controls.menu()).toMatchObject([
      { label: 'File', submenu: [{ label: 'New', accelerator: 'CmdOrCtrl+N' }] },
    ]);
    await sample.controls.chooseInMenu('File', 'New');
    await sample.noted('new');
  });

  it('a notification is shown and clicked', async () => {
    const sample = samples.shared();
    await sample.task('notify', 'Look');
    await sample.noted('notification show');
    expect(await sample.controls.notifications()).toMatchObject([{ number: 0, title: 'Look', body: 'body' }]);
    await sample.controls.clickNotification(0);
    await sample.noted('notification click');
  });

  it('a dialog waits for its answer; one that blocks gets a prepared answer, or that of its cancel button', async () => {
    const sample = samples.shared();
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

  it('what is opened in other programs is recorded', async () => {
    const sample = samples.shared();
    await sample.task('open', 'https://example.com/');
    expect(await sample.controls.opened()).toEqual([
      { method: 'openExternal', target: 'https://example.com/' },
    ]);
  });
});

describe('a keyring', () => {
  it('encrypts, and keeps its key after the end of the program', async () => {
    const userData = await createUserData();
    const sample = await samples.start([], { userData });
    expect(await sample.task('keyring')).toEqual([true, 'gnome_libsecret']);
    const { sealed, opened } = (await sample.task('seal', 'sesame')) as Record<string, string>;
    expect(opened).toBe('sesame');
    expect(sealed).not.toContain('sesame');
    await sample.controls.quit();
    await sample.program.exited;
    const next = await samples.start([], { userData });
    expect(await next.task('unseal', sealed)).toBe('sesame');
    const stranger = await samples.start();
    expect(await stranger.task('unseal', sealed)).toMatch(/^Error invoking/);
  });

  it('can be missing', async () => {
    const sample = await samples.start([], { env: { ELECTRON_STAND_IN_KEYRING: 'none' } });
    expect(await sample.task('keyring')).toEqual([false, 'basic_text']);
    expect(await sample.task('seal', 'sesame')).toMatch(/^Error invoking/);
  });
});
