// `npm run serve`: sets up what is missing, then becomes the headless host.
import { checkNode, ensureBuilt, ensureInstalled, runHeadlessHost } from './prepare.mjs';

checkNode();
ensureInstalled();
ensureBuilt();
await runHeadlessHost(process.argv.slice(2));
