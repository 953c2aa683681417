/** The core, wired as in every host, with the fake type and real workers. For hosts in the process of the test. */
import { join } from 'node:path';
import { backendTypes } from '../../../electron/backend-types/index.ts';
import type { AnyBackendType } from '../../../electron/core/backend/backend-type.ts';
import { type Core, type CoreOptions, createCore } from '../../../electron/core/create-core.ts';
import { createNodeFileHelperLauncher } from '../../../electron/core/files/file-helper.ts';
import { corePreferences, Preferences } from '../../../electron/core/storage/preferences.ts';
import type { SecretCodec } from '../../../electron/core/storage/secrets/secrets.ts';
import { fakeType } from '../../testkit/backend-types/fake-type.ts';
import { withLocations } from '../../testkit/backend-types/test-locations.ts';
import { inRepository } from '../../testkit/repository.ts';
import type { OpenOptions } from './contract-host.ts';

const DIST = inRepository('dist-test');

export interface OpenCoreOptions extends OpenOptions {
  /** More types than the fake one and the shipped ones. */
  types?: readonly AnyBackendType[];
  /** Encrypts secrets on disk, as a desktop host does. */
  secrets?: SecretCodec | null;
}

/** The caller starts the core, once the host can be called. */
export async function openCore(
  { locked = false, types = [], secrets = null }: OpenCoreOptions,
  host: Pick<CoreOptions, 'dataDir' | 'surface' | 'onFault' | 'onPanelFault' | 'apiToken'>,
): Promise<Core> {
  return await createCore({
    ...host,
    types: [fakeType, ...withLocations({}, backendTypes), ...types],
    version: '1.2.3',
    preferences: await Preferences.open({
      dataDir: host.dataDir,
      shape: corePreferences,
      lockedAtStart: locked,
      wall: Date.now,
    }),
    licencesFile: join(DIST, 'licences.txt'),
    // The desktop of these hosts.
    showFile: () => undefined,
    launchFileHelper: createNodeFileHelperLauncher(join(DIST, 'workers', 'file-helper.js')),
    secrets,
    paths: {
      llamaWorker: join(DIST, 'workers', 'llama-worker.js'),
      logSearch: join(DIST, 'workers', 'log-search.js'),
      diskThread: join(DIST, 'workers', 'disk-thread.js'),
      sampleModel: join(DIST, 'sample', 'sample-model.gguf'),
    },
  });
}
