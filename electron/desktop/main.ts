/** The desktop app as it is shipped. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backendTypes } from '../backend-types/index.ts';
import { runDesktop } from './lifecycle/run.ts';

/** The built program: this file is `dist/desktop/main.js`. */
const dist = dirname(dirname(fileURLToPath(import.meta.url)));

runDesktop({ types: backendTypes, dist });
