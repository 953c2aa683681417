/** The desktop host up to the moment when Electron is ready; serve.ts goes on from there. */
import { join } from 'node:path';
import { app, dialog, protocol } from 'electron';
import { messageOf } from '../../../shared/errors.ts';
import { defaultDataDir } from '../../core/storage/data-dir.ts';
import { ownArguments } from '../actions/deep-link.ts';
import { locateDataDir, WINDOW_FOLDER } from '../preferences/data-location.ts';
import { registerPanelScheme } from '../window/panel-scheme.ts';
import { Inbox } from './inbox.ts';
import { type DesktopParts, parseDesktopOptions } from './options.ts';
import { serve } from './serve.ts';

/**
 * Runs the host. Returns at once, and must not be awaited on the top level of the main module: Electron becomes ready only
 * after that has been read to its end, and some things must be said before.
 */
export function runDesktop(parts: DesktopParts): void {
  const options = parseDesktopOptions(ownArguments(process.argv));
  registerPanelScheme(protocol);
  app.enableSandbox();
  app.setName('Switchyard');
  // The keyring's key lies here on Windows: it must not move with a chosen data directory.
  app.setPath('userData', join(options.dataDir ?? defaultDataDir(), WINDOW_FOLDER));
  if (!app.requestSingleInstanceLock()) {
    // The first one has been told, and shows its window.
    app.exit(0);
    return;
  }
  const starts = new Inbox<readonly string[]>();
  app.on('second-instance', (_, argv) => starts.put(argv));
  const links = new Inbox<string>();
  app.on('open-url', (event, url) => {
    event.preventDefault();
    links.put(url);
  });
  // Without a window the program goes on, in the tray.
  app.on('window-all-closed', () => undefined);
  void app
    .whenReady()
    .then(() =>
      serve(parts, { options, location: locateDataDir(options.dataDir, defaultDataDir()), starts, links }),
    )
    .catch((error: unknown) => {
      dialog.showErrorBox('Switchyard could not start', messageOf(error));
      app.exit(1);
    });
}
