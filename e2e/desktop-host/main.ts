/** The desktop app of the tests: the shipped one, which knows the fake type as well. Never shipped. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { backendTypes } from '../../electron/backend-types/index.ts';
import { runDesktop } from '../../electron/desktop/run.ts';
import { fakeType } from '../fake-type.ts';
import { lookingWhereTold } from '../places-for-test.ts';

/** The built program: this file is `dist-test/desktop/main.js`. */
const dist = dirname(dirname(fileURLToPath(import.meta.url)));

runDesktop({ types: [...lookingWhereTold(backendTypes), fakeType], dist });
