/** The desktop app of the tests: like the shipped one, with the fake type added. Never shipped. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backendTypes } from '../../../electron/backend-types/index.ts';
import { runDesktop } from '../../../electron/desktop/lifecycle/run.ts';
import { fakeType } from '../../testkit/backend-types/fake-type.ts';
import { withLocationsOfEnvironment } from '../../testkit/backend-types/test-locations.ts';

/** The built program: this file is `dist-test/desktop/main.js`. */
const dist = dirname(dirname(fileURLToPath(import.meta.url)));

runDesktop({ types: [...withLocationsOfEnvironment(backendTypes), fakeType], dist });
