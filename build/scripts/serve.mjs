// `npm run serve` and `npm start`: sets up what is missing, then becomes the headless host in this very process.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, ensureBuilt, ensureInstalled, ROOT } from './prepare.mjs';

checkNode();
ensureInstalled();
await ensureBuilt();
await import(pathToFileURL(join(ROOT, 'dist', 'headless', 'main.js')).href);
