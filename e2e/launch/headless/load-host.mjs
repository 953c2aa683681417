// Becomes dist-test/headless/main.js: runs the bundle beside it (host.cjs) with V8's code cache, so that the hundreds of hosts
// that a run of the tests starts do not each compile the same code. Node 20 has no such cache for modules.
// With SWITCHYARD_TEST_CODE_CACHE=write it writes the cache when the program ends; with =off it uses none. Code from the cache
// cannot import a package on request. A cache of another Node is ignored.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { constants, Script } from 'node:vm';

const bundle = fileURLToPath(new URL('host.cjs', import.meta.url));
const cache = `${bundle}.cache`;

const script = new Script(
  `(function (exports, require, module, __filename, __dirname) {${readFileSync(bundle, 'utf8')}\n})`,
  {
    filename: bundle,
    cachedData:
      process.env.SWITCHYARD_TEST_CODE_CACHE !== 'off' && existsSync(cache) ? readFileSync(cache) : undefined,
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  },
);
// Only now does the cache hold the functions that a start calls.
if (process.env.SWITCHYARD_TEST_CODE_CACHE === 'write')
  process.on('exit', () => writeFileSync(cache, script.createCachedData()));
const module = { exports: {} };
script.runInThisContext()(module.exports, createRequire(bundle), module, bundle, dirname(bundle));
