// The headless host of the sources: built again and restarted whenever one of them changes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { writeLicences } from '../licences/write-licences.mjs';
import { makeSampleModel } from '../sample-model/sample-model.mjs';
import { watchForNode } from '../scripts/build.mjs';

/** The bundles that a host consists of. */
const BUNDLES = /** @type {const} */ ([
  'headless/main',
  'workers/file-helper',
  'workers/log-search',
  'workers/disk-thread',
  'workers/llama-worker',
]);
/** Milliseconds to wait after a bundle is built, because one change may concern several: the host restarts once. */
const SETTLE = 50;

/**
 * @typedef {object} DevHostOptions
 * @property {string} dist folder for the built host
 * @property {string} dataDir
 * @property {string} address
 * @property {number} port the host listens on it after every restart, so that the panel finds it again
 * @property {(line: string) => void} print receives what the host writes, without the lines that tell its address
 * @property {(link: string) => void} onListening called after every start, with a link that signs one browser in
 */

/** Invariant: at most one process of the host exists. Only this class starts and stops it. */
export class DevHost {
  #options;
  /** @type {import('node:child_process').ChildProcess | null} */
  #child = null;
  /** @type {import('vite').Rolldown.RolldownWatcher[]} */
  #watchers = [];
  /** Starts and stops happen one after another. @type {Promise<void>} */
  #work = Promise.resolve();
  #isShuttingDown = false;
  #isListening = false;
  #isEndExpected = false;

  /** @param {DevHostOptions} options */
  constructor(options) {
    this.#options = options;
  }

  /** Whether the host answers; false while it restarts and after it has failed. */
  get isListening() {
    return this.#isListening;
  }

  /** Builds and starts the host, and does so again with every change. A fault in the code is printed, and the next change tried. */
  async start() {
    const { dist } = this.#options;
    // The dev server brings the panel; the host only wants its folder to exist.
    for (const folder of ['renderer', 'sample']) mkdirSync(join(dist, folder), { recursive: true });
    makeSampleModel(join(dist, 'sample', 'sample-model.gguf'));
    writeLicences(join(dist, 'licences.txt'));
    /** @type {Set<string>} */
    const missing = new Set(BUNDLES);
    /** @type {NodeJS.Timeout | undefined} */
    let settling;
    for (const name of BUNDLES) {
      const watcher = await watchForNode(name, dist);
      watcher.on('event', (event) => {
        if (event.code !== 'BUNDLE_END') return;
        missing.delete(name);
        clearTimeout(settling);
        if (missing.size === 0) settling = setTimeout(() => this.#restart(), SETTLE);
      });
      this.#watchers.push(watcher);
    }
  }

  /** Ends the host with all its workers. A second call ends it at once. */
  async stop() {
    if (this.#isShuttingDown) {
      this.#child?.kill('SIGKILL');
      return;
    }
    this.#isShuttingDown = true;
    await Promise.all(this.#watchers.map((watcher) => watcher.close()));
    await this.#work;
    await this.#end();
  }

  #restart() {
    this.#work = this.#work.then(async () => {
      if (this.#child !== null) this.#options.print('The code of the host has changed. It restarts…');
      await this.#end();
      if (!this.#isShuttingDown) this.#spawn();
    });
  }

  #spawn() {
    const { dist, address, port, dataDir, print, onListening } = this.#options;
    const program = join(dist, 'headless', 'main.js');
    const options = ['--host', address, '--port', String(port), '--data-dir', dataDir];
    // Vite sets NODE_ENV in this process, and the host would hand it on to its workers.
    const { NODE_ENV: _, ...env } = process.env;
    const child = spawn(process.execPath, [program, ...options], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [, link] = /^open (\S+)/.exec(line) ?? [];
      if (link === undefined) {
        if (!line.startsWith('listening on ')) print(line);
        return;
      }
      this.#isListening = true;
      onListening(link);
    });
    child.once('close', (code, signal) => {
      this.#child = null;
      this.#isListening = false;
      if (this.#isEndExpected || this.#isShuttingDown) return;
      print(`The host has ended (${signal ?? `exit code ${code}`}). It starts again with the next change.`);
    });
  }

  async #end() {
    if (this.#child === null) return;
    this.#isEndExpected = true;
    const closed = once(this.#child, 'close');
    this.#child.kill('SIGTERM');
    await closed;
    this.#isEndExpected = false;
  }
}
