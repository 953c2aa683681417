// Stands in for what Electron's Node says of itself.
import { createRequire } from 'node:module';

const { version } = createRequire(import.meta.url)('electron/package.json');

/** @param {'browser' | 'utility'} type */
export function playVersions(type) {
  Object.defineProperty(process, 'versions', {
    value: Object.freeze({ ...process.versions, electron: version, chrome: '150.0.0.0' }),
  });
  Object.defineProperty(process, 'type', { value: type });
}
