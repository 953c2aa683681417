// Stands in for the versions and the type of process that Electron's Node reports.
import { createRequire } from 'node:module';

const { version } = createRequire(import.meta.url)('electron/package.json');

/** @param {'browser' | 'utility'} type */
export function setElectronVersions(type) {
  Object.defineProperty(process, 'versions', {
    value: Object.freeze({ ...process.versions, electron: version, chrome: '150.0.0.0' }),
  });
  Object.defineProperty(process, 'type', { value: type });
}
