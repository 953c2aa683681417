/** The desktop host until Electron is ready; then serve.ts continues. */
import { join } from 'node:path';
import { app, dialog, protocol } from 'electron';
import { desktopWords } from '../../../shared/words/en/desktop.ts';
import { words } from '../../../shared/words/words.ts';
import { defaultDataDir } from '../../core/storage/data-dir.ts';
import { describeWithPath } from '../../core/system-errors.ts';
import { locateDataDir, WINDOW_FOLDER } from '../preferences/data-location.ts';
import { setProgramLanguage } from '../preferences/program-language.ts';
import { registerPanelScheme } from '../window/panel-scheme.ts';
import { trustedArguments } from './deep-link.ts';
import { EventBuffer } from './event-buffer.ts';
import { type DesktopProgram, parseDesktopOptions } from './options.ts';
import { serve } from './serve.ts';

const t = words(desktopWords);

/**
 * Runs the host. Returns at once, and must not be awaited on the top level of the main module: Electron becomes ready only
 * after that module has been evaluated, and some calls are allowed only before.
 */
export function runDesktop(program: DesktopProgram): void {
  const options = parseDesktopOptions(trustedArguments(process.argv));
  registerPanelScheme(protocol);
  app.enableSandbox();
  app.setName('Switchyard');
  // On Windows the key of the keyring is in this folder: it must not move with a chosen data directory.
  app.setPath('userData', join(options.dataDir ?? defaultDataDir(), WINDOW_FOLDER));
  if (!app.requestSingleInstanceLock() || options.quit) {
    // The first one has received our arguments, and shows its window, or quits.
    app.exit(0);
    return;
  }
  const furtherStarts = new EventBuffer<readonly string[]>();
  app.on('second-instance', (_, argv) => furtherStarts.push(argv));
  const links = new EventBuffer<string>();
  app.on('open-url', (event, url) => {
    event.preventDefault();
    links.push(url);
  });
  // Without a window the program continues in the tray; without a listener Electron would quit.
  app.on('window-all-closed', () => undefined);
  void app
    .whenReady()
    .then(async () => {
      // The preferences are read later; until then, and where they cannot be read, messages are in the language of the system.
      await setProgramLanguage('system', app.getPreferredSystemLanguages());
      const location = locateDataDir(options.dataDir, defaultDataDir());
      return serve(program, { options, location, furtherStarts, links });
    })
    .catch((error: unknown) => {
      dialog.showErrorBox(t('couldNotStartProgram'), String(describeWithPath(error)));
      app.exit(1);
    });
}
