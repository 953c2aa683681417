/** The desktop host once Electron is ready: the parts of the program, in the order in which they are made and started. */
import { app, dialog, nativeTheme, shell } from 'electron';
import { defaultDataDir } from '../../core/storage/data-dir.ts';
import { createOpenAddress } from '../actions/open-address.ts';
import { applyPreferences } from '../preferences/apply-preferences.ts';
import { setProgramLanguage } from '../preferences/program-language.ts';
import { announceStart, type DesktopStart } from './announce-start.ts';
import { createSurfaces } from './create-surfaces.ts';
import { createSystemIntegration } from './create-system-integration.ts';
import { openCore } from './open-core.ts';
import { openDataDir } from './open-data-dir.ts';
import type { DesktopProgram } from './options.ts';
import { createQuit } from './quit.ts';
import { createShutdown } from './shutdown.ts';
import { subscribeToSystemEvents } from './system-events.ts';

/** @throws Error with a message for the user, when the program cannot start */
export async function serve(program: DesktopProgram, start: DesktopStart): Promise<void> {
  const { options, location } = start;
  const opened = await openDataDir(location, options.logLevel);
  if (opened === null) {
    app.exit(1);
    return;
  }
  const { dataDir, lock, log, logSecrets, notices, programMessages, onFault } = opened;
  const { core, serverId, apiToken, hostAccess, preferences, loginItem, secretsNote } = await openCore({
    program,
    dataDir,
    locked: options.locked,
    log,
    programMessages,
    onFault,
  });
  logSecrets.setSource(core.secrets);
  for (const notice of notices) core.notify(notice);
  const openAddress = createOpenAddress({ shell, onFault });
  const surfaces = createSurfaces({ program, core, serverId, hostAccess, apiToken, openAddress, onFault });
  applyPreferences(preferences, {
    location: { ...location, dataDir },
    defaultDir: defaultDataDir(),
    nativeTheme,
    api: surfaces.api,
    gateway: surfaces.gateway,
    setLanguage: (choice) => setProgramLanguage(choice, app.getPreferredSystemLanguages()),
    setLoginItem: (on, hidden) => loginItem.set(on, { hidden }),
    notes: [secretsNote],
  });
  const quit = createQuit({ dialog, busyBackends: () => core.busyBackends(), onFault });
  const integration = createSystemIntegration({
    program,
    core,
    preferences,
    window: surfaces.window,
    quit,
    openAddress,
    onFault,
  });
  const shutdown = createShutdown({ app, core, lock, hostAccess, surfaces, integration });
  quit.attach(shutdown);
  subscribeToSystemEvents({ core, quit, hasExited: shutdown.hasExited, log });
  await announceStart({ start, core, preferences, loginItem, surfaces, quit, log, onFault });
}
