/** The contract over IPC, as the desktop app's window speaks it: through the built preload. */
import { describeContract } from './contract-suite.ts';
import { IpcHost } from './ipc-host.ts';

describeContract('IPC', (options) => IpcHost.open(options));
