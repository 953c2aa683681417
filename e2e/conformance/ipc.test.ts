/** The contract over IPC, as the desktop app's window speaks it: through the built preload. */

import { IpcHost } from './hosts/ipc-host.ts';
import { describeContract } from './suites/contract-suite.ts';

describeContract('IPC', (options) => IpcHost.open(options));
