// Stands in for what Electron adds to Node in a utility process: versions, type, and `process.parentPort`. It cannot show
// Electron's own build of Node.
import { EventEmitter } from 'node:events';
import { setElectronVersions } from './versions.mjs';

setElectronVersions('utility');
const parentPort = new EventEmitter();
Object.assign(parentPort, {
  postMessage: (/** @type {object} */ message) => process.send?.(message),
  start: () => undefined,
});
// Messages wait until there is a listener.
parentPort.once('newListener', () =>
  process.on('message', (data) => parentPort.emit('message', { data, ports: [] })),
);
// Chromium ends its utility processes when the program ends.
process.on('disconnect', () => process.exit());
Object.defineProperty(process, 'parentPort', { value: parentPort });
