/** Opens the core, with what it gets from the system: keyring, login item, theme, utility processes. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { app, nativeTheme, safeStorage, shell, utilityProcess } from 'electron';
import type { Logger } from 'pino';
import { version } from '../../../package.json';
import type { PreferencesView } from '../../../shared/operations.ts';
import { type Core, createCore } from '../../core/create-core.ts';
import type { ProgramMessages } from '../../core/logging/program/program-messages.ts';
import { Preferences } from '../../core/storage/preferences.ts';
import { ApiToken } from '../../http/access/api-token.ts';
import { type HostAccess, openHostAccess } from '../../http/access/host-access.ts';
import { readIdentity } from '../../http/access/identity.ts';
import { desktopPreferences } from '../preferences/desktop-preferences.ts';
import { setProgramLanguage } from '../preferences/program-language.ts';
import { createUtilityFileHelperLauncher } from '../system/file-helper-process.ts';
import { createLoginItem, type LoginItem } from '../system/login-item.ts';
import { fileHelperPath, programPaths } from '../system/program-paths.ts';
import { createSecretCodec } from '../system/secret-codec.ts';
import { createUtilityProcessLauncher } from '../system/utility-process-launcher.ts';
import type { DesktopProgram } from './options.ts';

export interface CoreRequest {
  program: DesktopProgram;
  dataDir: string;
  /** Every change of settings is refused. */
  locked: boolean;
  log: Logger;
  programMessages: ProgramMessages;
  onFault(error: unknown, where: string): void;
}

export interface OpenedCore {
  core: Core;
  /** Identifies this data directory to clients of the HTTP API. */
  serverId: string;
  hostAccess: HostAccess;
  apiToken: ApiToken;
  preferences: Preferences<typeof desktopPreferences>;
  loginItem: LoginItem;
  /** Says in Preferences how secrets are kept. */
  secretsNote: PreferencesView['notes'][number];
}

/** Resolves when the core has read its files; no backend is started yet. */
export async function openCore(request: CoreRequest): Promise<OpenedCore> {
  const { program, dataDir, locked, log, programMessages, onFault } = request;
  const { platform, execPath, argv, env } = process;
  const { isPackaged } = app;
  const secrets = await createSecretCodec(safeStorage, platform);
  const loginItem = createLoginItem({
    app,
    platform,
    isPackaged,
    execPath,
    args: isPackaged ? [] : [resolve(argv[1] ?? '.')],
    home: homedir(),
    env,
  });
  const preferences = await Preferences.open({
    dataDir,
    shape: desktopPreferences,
    lockedAtStart: locked,
    wall: Date.now,
    facts: { DataDirectory: dataDir, StartAtLogin: await loginItem.isOn() },
  });
  nativeTheme.themeSource = preferences.values().Theme;
  await setProgramLanguage(preferences.values().Language, app.getPreferredSystemLanguages());
  const { serverId, token } = await readIdentity(dataDir);
  const apiToken = new ApiToken(dataDir, token);
  const hostAccess = await openHostAccess({ token, dataDir, onFault });
  const core = await createCore({
    dataDir,
    serverId,
    types: program.types,
    version,
    preferences,
    ...(secrets.codec === null ? {} : { secrets: secrets.codec }),
    launchModule: createUtilityProcessLauncher(utilityProcess),
    launchFileHelper: createUtilityFileHelperLauncher(utilityProcess, fileHelperPath(program.dist)),
    surface: 'desktop',
    showFile: (path) => shell.showItemInFolder(path),
    theme: () => preferences.values().Theme,
    language: () => preferences.values().Language,
    licencesFile: join(program.dist, 'licences.txt'),
    paths: programPaths(program.dist),
    onFault,
    onPanelFault: (fault) => log.warn(fault, 'fault in the panel'),
    apiToken: () => apiToken.value,
    programMessages,
  });
  return { core, serverId, apiToken, hostAccess, preferences, loginItem, secretsNote: secrets.note };
}
