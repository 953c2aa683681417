/** The program `npm run serve` starts: the headless host with the shipped backend types. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backendTypes } from '../backend-types/index.ts';
import { runHeadless } from './run.ts';

/** The built program: this file is `dist/headless/main.js`. */
const dist = dirname(dirname(fileURLToPath(import.meta.url)));

await runHeadless(process.argv.slice(2), { types: backendTypes, dist });
