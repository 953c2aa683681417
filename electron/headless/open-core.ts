/** Opens the core on the data directory, with the preferences that every host has. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import { version } from '../../package.json';
import type { HostLifetime } from '../core/api/host-lifetime.ts';
import { type Core, createCore } from '../core/create-core.ts';
import { createNodeFileHelperLauncher } from '../core/files/file-helper.ts';
import type { ProgramMessages } from '../core/logging/program/program-messages.ts';
import type { corePreferences, Preferences } from '../core/storage/preferences.ts';
import type { HeadlessOptions, HeadlessProgram } from './options.ts';

export interface OpenCoreOptions {
  options: HeadlessOptions;
  program: HeadlessProgram;
  preferences: Preferences<typeof corePreferences>;
  serverId: string;
  /** Returns null if clients need no token. */
  apiToken: () => string | null;
  log: Logger;
  programMessages: ProgramMessages;
  lifetime: HostLifetime;
}

/** @throws NewerSchemaError */
export function openCore(openOptions: OpenCoreOptions): Promise<Core> {
  const { options, program, preferences, serverId, apiToken, lifetime, log, programMessages } = openOptions;
  const { types, dist } = program;
  return createCore({
    dataDir: options.dataDir,
    serverId,
    types,
    version,
    preferences,
    licencesFile: join(dist, 'licences.txt'),
    surface: 'headless',
    launchFileHelper: createNodeFileHelperLauncher(join(dist, 'workers', 'file-helper.js')),
    paths: {
      llamaWorker: join(dist, 'workers', 'llama-worker.js'),
      logSearch: join(dist, 'workers', 'log-search.js'),
      diskThread: join(dist, 'workers', 'disk-thread.js'),
      sampleModel: join(dist, 'sample', 'sample-model.gguf'),
    },
    onFault: (error, where) => log.error({ err: error, where }, 'fault'),
    onPanelFault: (fault) => log.warn(fault, 'fault in the panel'),
    apiToken,
    lifetime,
    programMessages,
  });
}
