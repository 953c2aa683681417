/** What a host tells the core. */
import type { HostInfo, Theme } from '../../shared/events.ts';
import type { HostLifetime } from './api/host-lifetime.ts';
import type { PanelFault } from './api/panel-faults.ts';
import type { AnyBackendType, ProgramPaths } from './backend/backend-type.ts';
import type { Clock } from './clock.ts';
import type { FileHelperLauncher } from './files/file-helper.ts';
import type { ProgramMessages } from './logging/program/program-messages.ts';
import type { ModuleLauncher } from './process/spawn/module-launcher.ts';
import type { AnyPreferences } from './storage/preferences.ts';
import type { SecretCodec } from './storage/secrets/secrets.ts';

export interface CoreOptions {
  dataDir: string;
  types: readonly AnyBackendType[];
  paths: ProgramPaths;
  /** Runs our JavaScript workers where the host's own executable cannot. */
  launchModule?: ModuleLauncher;
  /** Starts the process that checks paths of users. Left out, as in unit tests: this process checks them. */
  launchFileHelper?: FileHelperLauncher;
  version: string;
  /** Opened by the host, which may have more preferences than the core knows. */
  preferences: AnyPreferences;
  /** Path of the text with the licences, which the build makes. */
  licencesFile: string;
  surface: HostInfo['surface'];
  /** The id by which other instances know this one; left out where it serves nobody. */
  serverId?: string | undefined;
  /** Colour scheme, where the host keeps it. */
  theme?: () => Theme;
  /** `system` or the code of a language. */
  language?: () => string;
  /** Encrypts secrets on disk, where the host has a key for that. */
  secrets?: SecretCodec | null;
  /** An unexpected error, with where it happened; for the program log. */
  onFault: (error: unknown, where: string) => void;
  /** A fault that a panel reports, free of secrets and bounded; for the program log. */
  onPanelFault: (fault: PanelFault) => void;
  /** The token of the HTTP API, which no log may hold; null where none is asked for. */
  apiToken: () => string | null;
  /** The newest messages of the program's log, where the host keeps one. */
  programMessages?: ProgramMessages;
  /** Left out where calls do not end the host. */
  lifetime?: HostLifetime;
  /** Shows a file in the file manager, where the host has a desktop. */
  showFile?: (path: string) => void;
  clock?: Clock;
  platform?: NodeJS.Platform;
  /** From 0 to 1; for the jitter of the back-off. */
  random?: () => number;
}
