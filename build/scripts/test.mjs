// `npm test`: sets up what is missing, then runs every check in the order in which failures are cheapest to learn of.
// usage: node build/scripts/test.mjs [unit|panel|contract|faults|engines|e2e [arguments for Vitest or Playwright]]; without a lane: everything
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { findRealEngines } from '../engines/real-engines.mjs';
import { ensureBrowser } from '../find-programs/find-browser.mjs';
import { describeFailedTests } from '../testing/failed-tests.mjs';
import { watchProcesses } from '../testing/left-processes.mjs';
import { wineVersion } from '../windows/wine.mjs';
import { checkNode, ensureBuilt, ensureInstalled, run, runTogether } from './prepare.mjs';
import { ROOT } from './source-tree.mjs';

/** Need nothing but the sources, and nothing of each other. */
const STATIC_CHECKS = [
  { name: 'Types', command: 'node', args: ['node_modules/typescript-7/bin/tsc', '-b'] },
  { name: 'Format and lint', command: 'npx', args: ['biome', 'ci', '--error-on-warnings'] },
  { name: 'Direction of dependencies', command: 'node', args: ['build/scripts/check-dependencies.mjs'] },
  { name: 'Words', command: 'node', args: ['build/words/check-words.mjs'] },
  { name: 'Dead code', command: 'npx', args: ['knip'] },
  { name: 'Licences of what is shipped', command: 'node', args: ['build/licences/check-licences.mjs'] },
  { name: 'Generated documents', command: 'node', args: ['build/scripts/docs.mjs', '--check'] },
];
/** Real engines for the tests: once, then they are kept. */
const ENGINES = {
  name: 'A real llama-server and a real Slurm',
  command: 'node',
  args: ['build/scripts/build-engines.mjs', '--limit', '180'],
};
/** The short form of `npm run test:windows`. */
const WINDOWS = {
  name: 'Supervision and storage on the Windows build of Node, under Wine',
  command: 'node',
  args: ['build/scripts/test-windows.mjs', '--short'],
};
/** More would not be faster, for no lane has that many long files. */
const MAX_WORKERS = 24;
const UNIT = ['--project=unit'];
const PANEL = ['--project=panel'];
const CONTRACT = ['--project=contract'];
const REAL_ENGINES = ['--project=real-engines'];

const [lane, ...extra] = process.argv.slice(2);
checkNode();
ensureInstalled();
switch (lane) {
  case undefined:
    await testEverything();
    break;
  case 'unit':
    run('npx', ['vitest', 'run', ...UNIT, ...extra]);
    break;
  case 'panel':
    run('npx', ['vitest', 'run', ...PANEL, ...extra]);
    break;
  case 'contract':
    ensureBuilt();
    run('npx', ['vitest', 'run', ...CONTRACT, ...extra]);
    break;
  case 'faults':
    ensureBuilt();
    run(
      'npx',
      [
        'vitest',
        'run',
        ...CONTRACT,
        ...UNIT,
        ...PANEL,
        ...(extra.some((argument) => !argument.startsWith('-')) ? [] : ['e2e/faults', '.fuzz.test.']),
        ...extra,
      ],
      {
        SWITCHYARD_FAULTS: 'long',
      },
    );
    break;
  case 'engines':
    await testRealEngines();
    break;
  case 'e2e':
    run('npx', ['playwright', 'test', ...extra], { CHROMIUM_PATH: ensureBrowser() });
    break;
  default:
    console.error(`There is no lane '${lane}': there are unit, panel, contract, faults, engines and e2e.`);
    process.exit(2);
}

async function testEverything() {
  const browser = ensureBrowser();
  realEngines();
  const started = Date.now();
  const processes = watchProcesses();
  const reports = mkdtempSync(join(tmpdir(), 'switchyard-test-'));
  process.on('exit', () => rmSync(reports, { recursive: true, force: true }));
  const vitestReport = join(reports, 'vitest.json');
  const playwrightReport = join(reports, 'playwright.json');

  await runTogether([...STATIC_CHECKS, ENGINES]);
  const engines = realEngines();
  step('Build');
  ensureBuilt();
  // For both lanes, before they start at the same time.
  run('node', ['e2e/launch/headless/build.mjs', '--panel']);
  const workers = shareWorkers();
  const hasWine = wineVersion() !== null;
  await runTogether(
    [
      {
        name: 'Unit and contract tests',
        command: 'npx',
        args: [
          ...['vitest', 'run', `--maxWorkers=${workers.vitest}`],
          ...['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
        ],
        env: { ...processes.environment, ...engines.environment },
      },
      {
        name: 'The panel in a real browser, and the desktop app on a stand-in of Electron',
        command: 'npx',
        args: ['playwright', 'test', `--workers=${workers.playwright}`],
        env: {
          ...processes.environment,
          CHROMIUM_PATH: browser,
          PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport,
        },
      },
      ...(hasWine ? [{ ...WINDOWS, env: processes.environment }] : []),
    ],
    () => describeFailedTests({ vitest: vitestReport, playwright: playwrightReport }),
  );
  step('Nothing is left running');
  const left = await waitForEnd(processes.left);
  if (left.length > 0) {
    console.error(`These processes were left behind:\n${left.join('\n')}`);
    process.exit(1);
  }

  const vitest = JSON.parse(readFileSync(vitestReport, 'utf8'));
  const playwright = JSON.parse(readFileSync(playwrightReport, 'utf8'));
  console.log(`\nAll checks passed in ${Math.round((Date.now() - started) / 1000)} s.`);
  for (const engine of engines.notRun) console.log(`Not run on the real ${engine}`);
  if (!hasWine) console.log('Not run on the Windows build of Node: Wine is not installed.');
  console.log(`${vitest.numPassedTests + playwright.stats.expected} passed, 0 failed`);
}

/** The tests of the real engines in their long form. Fails where there is no engine to run. */
async function testRealEngines() {
  const hasOwn = Boolean(process.env.LLAMA_SERVER_BIN);
  const build = hasOwn
    ? 0
    : spawnSync('node', ['build/scripts/build-engines.mjs'], { cwd: ROOT, stdio: 'inherit' }).status;
  const { environment, present, notRun } = realEngines();
  for (const engine of notRun) console.log(`Not run on the real ${engine}`);
  if (present.length > 0) {
    ensureBuilt();
    run('npx', ['vitest', 'run', ...REAL_ENGINES, ...extra], { ...environment, SWITCHYARD_ENGINES: 'long' });
  }
  if (build !== 0) process.exit(1);
}

/** Ends the program with a sentence where a variable names an engine that is not there. */
function realEngines() {
  try {
    return findRealEngines();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/**
 * How many workers each lane has while both run. A test waits most of its time: for processes, for pages, for time-outs. With
 * four workers for each processor both are at work all the time; with two they were idle for a third of it. Each takes half a
 * gigabyte or so with its host and its page.
 */
function shareWorkers() {
  const byMemory = Math.floor(totalmem() / 1024 ** 3);
  const workers = Math.max(4, Math.min(4 * availableParallelism(), byMemory, MAX_WORKERS));
  const playwright = Math.floor(workers * 0.4);
  return { playwright, vitest: workers - playwright };
}

/**
 * A browser ends a moment after the program that has closed it.
 * @param {() => string[]} find
 */
async function waitForEnd(find) {
  let left = find();
  for (let checks = 0; left.length > 0 && checks < 20; checks += 1) {
    await setTimeout(250);
    left = find();
  }
  return left;
}

/** @param {string} name */
function step(name) {
  console.log(`\n── ${name}`);
}
