// Stands in for what Electron gives to a utility process: its versions, its type, and `process.parentPort`. It cannot show
// Electron's own build of Node.
import { EventEmitter } from 'node:events';
import { playVersions } from './versions.mjs';

playVersions('utility');
const parentPort = new EventEmitter();
Object.assign(parentPort, {
  postMessage: (/** @type {object} */ message) => process.send?.(message),
  start: () => undefined,
});
// Messages wait until somebody listens.
parentPort.once('newListener', () =>
  process.on('message', (data) => parentPort.emit('message', { data, ports: [] })),
);
// Chromium ends its utility processes when the program has ended.
process.on('disconnect', () => process.exit());
Object.defineProperty(process, 'parentPort', { value: parentPort });
