// `npm run gallery`: the panel in many states without a host, with hot reload.
import { checkNode, ensureInstalled } from './prepare.mjs';

checkNode();
ensureInstalled();
// What npm installs may be imported only now.
const { createServer } = await import('vite');
const { devConfig } = await import('../dev/panel-server.mjs');

const server = await createServer({ ...devConfig(), logLevel: 'warn' });
await server.listen();
const [address = ''] = server.resolvedUrls?.local ?? [];
const { scenes } = await server.ssrLoadModule('/fixtures/scenes.ts');
console.log('A page for each scene; &scheme=dark shows it in the dark. Ctrl+C ends it.\n');
for (const name of ['tokens', ...Object.keys(scenes)])
  console.log(`  ${address}fixtures/gallery.html?scene=${name}`);
