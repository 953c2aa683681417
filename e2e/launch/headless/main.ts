/** The headless host of the tests: the shipped one, which knows the fake type as well. Never shipped. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backendTypes } from '../../../electron/backend-types/index.ts';
import { runHeadless } from '../../../electron/headless/run.ts';
import { fakeType } from '../../testkit/backend-types/fake-type.ts';
import { withLocationsOfEnvironment } from '../../testkit/backend-types/test-locations.ts';
import { offerSamples } from '../../testkit/process/host-sample.ts';

/** The built program is `dist-test/headless/host.cjs`, which `main.js` beside it runs: `load-host.mjs`. */
const dist = dirname(dirname(fileURLToPath(import.meta.url)));

offerSamples();
// As CommonJS, the form of a program for which Node 20 can keep compiled code, it has no `await` at its top level.
void runHeadless(process.argv.slice(2), {
  types: [...withLocationsOfEnvironment(backendTypes), fakeType],
  dist,
});
