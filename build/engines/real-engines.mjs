/**
 * The real engines that tests can run. The tests of each are in a folder of `e2e/engines/real/`, and are run when the engine is
 * there: when its variable names it. llama-server is also there when it was built, and Slurm when it is installed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../scripts/source-tree.mjs';
import { findBuiltLlamaServer } from './llama-server.mjs';
import { findSlurm } from './slurm.mjs';

/**
 * @typedef {object} RealEngine
 * @property {string} name
 * @property {string} folder of its tests, in `e2e/engines/real/`
 * @property {string} variable of the environment; its value is the path of a program or of a folder
 * @property {string} value what the variable holds, in a few words
 * @property {string} [file] must be in the folder that the variable names
 * @property {(env: NodeJS.ProcessEnv) => {program: string} | {reason: string}} [find] finds it where the variable is not set
 */

/** @type {RealEngine[]} */
export const REAL_ENGINES = [
  {
    name: 'llama-server',
    folder: 'llama-server',
    variable: 'LLAMA_SERVER_BIN',
    value: 'the program of llama-server',
    find: findBuiltLlamaServer,
  },
  {
    name: 'ComfyUI',
    folder: 'comfyui',
    variable: 'COMFYUI_DIR',
    value: 'the folder of its main.py',
    file: 'main.py',
  },
  { name: 'Ollama', folder: 'ollama', variable: 'OLLAMA_BIN', value: 'the program ollama' },
  {
    name: 'A1111 or Forge',
    folder: 'webui',
    variable: 'WEBUI_DIR',
    value: 'the folder of its launch.py',
    file: 'launch.py',
  },
  {
    name: 'Gradio 3',
    folder: 'gradio',
    variable: 'GRADIO3_PYTHON',
    value: 'a Python that has gradio 3, the version of AUTOMATIC1111',
  },
  {
    name: 'Slurm',
    folder: 'slurm',
    variable: 'SLURMCTLD_BIN',
    value: 'the program slurmctld',
    find: findSlurm,
  },
];

/**
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{environment: Record<string, string>, present: RealEngine[], notRun: string[]}} `environment`: the variables of those
 *   that are there, for the tests; `notRun`: a sentence for each other one
 * @throws Error when a variable names what is not there
 */
export function findRealEngines(env = process.env) {
  /** @type {Record<string, string>} */
  const environment = {};
  const present = [];
  const notRun = [];
  for (const engine of REAL_ENGINES) {
    const found = locate(engine, env);
    if ('path' in found) {
      environment[engine.variable] = found.path;
      present.push(engine);
    } else notRun.push(`${engine.name}: ${found.reason}`);
  }
  return { environment, present, notRun };
}

/**
 * The tests that the environment allows: those of the engines whose variables are set.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string[]} patterns below the root
 */
export function testsOfRealEngines(env = process.env) {
  return REAL_ENGINES.filter(({ variable }) => env[variable]).map(
    ({ folder }) => `e2e/engines/real/${folder}/**/*.test.ts`,
  );
}

/**
 * @param {RealEngine} engine
 * @param {NodeJS.ProcessEnv} env
 * @returns {{path: string} | {reason: string}}
 */
function locate({ folder, variable, value, file = '', find }, env) {
  if (!existsSync(join(ROOT, 'e2e/engines/real', folder))) return { reason: 'there are no tests of it yet.' };
  const path = env[variable];
  if (path) {
    if (existsSync(join(path, file))) return { path };
    throw new Error(`${variable} is to be ${value}, and ${join(path, file)} does not exist.`);
  }
  if (!find) return { reason: `${variable} is not set (${value}).` };
  const found = find(env);
  return 'program' in found ? { path: found.program } : found;
}
