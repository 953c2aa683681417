// `npm test`: sets up what is missing, then runs every check in the order in which failures are cheapest to learn of.
// usage: node build/scripts/test.mjs [unit|contract|faults|e2e [arguments for Vitest or Playwright]]; without a lane: everything
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from '../find-programs/find-browser.mjs';
import { checkNode, ensureBuilt, ensureInstalled, run, runTogether } from './prepare.mjs';

/** In a line of `ps`: hosts, workers, and the programs that stand in for others. */
const OWN_PROGRAMS =
  /fake-worker\.mjs|llama-worker\.js|(headless|desktop)\/main\.js|stand-ins\/\S+\.(mjs|py)|scripts\/(serve|start|dev|gallery)\.mjs/;

/** Need nothing but the sources, and nothing of each other. */
const STATIC_CHECKS = [
  { name: 'Types', command: 'node', args: ['node_modules/typescript-7/bin/tsc', '-b'] },
  { name: 'Format and lint', command: 'npx', args: ['biome', 'ci', '--error-on-warnings'] },
  { name: 'Direction of dependencies', command: 'node', args: ['build/scripts/check-dependencies.mjs'] },
  { name: 'Dead code', command: 'npx', args: ['knip'] },
  { name: 'Generated documents', command: 'node', args: ['build/scripts/docs.mjs', '--check'] },
];
const UNIT = ['--project=unit', '--project=unit-panel'];
const CONTRACT = ['--project=contract'];

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
        ...(extra.some((argument) => !argument.startsWith('-')) ? [] : ['e2e/faults', '.fuzz.test.']),
        ...extra,
      ],
      {
        SWITCHYARD_FAULTS: 'long',
      },
    );
    break;
  case 'e2e':
    run('npx', ['playwright', 'test', ...extra], { CHROMIUM_PATH: ensureBrowser() });
    break;
  default:
    console.error(`There is no lane '${lane}': there are unit, contract, faults and e2e.`);
    process.exit(2);
}

async function testEverything() {
  const browser = ensureBrowser();
  const started = Date.now();
  /** What a person runs meanwhile is not this run's. */
  const before = new Set(ownProcesses().map((line) => Number.parseInt(line, 10)));
  const reports = mkdtempSync(join(tmpdir(), 'switchyard-test-'));
  process.on('exit', () => rmSync(reports, { recursive: true, force: true }));
  const vitestReport = join(reports, 'vitest.json');
  const playwrightReport = join(reports, 'playwright.json');

  await runTogether(STATIC_CHECKS);
  step('Build');
  ensureBuilt();
  step('Unit and contract tests');
  run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]);
  step('The panel in a real browser, and the desktop app on a stand-in of Electron');
  run('npx', ['playwright', 'test'], {
    CHROMIUM_PATH: browser,
    PLAYWRIGHT_JSON_OUTPUT_NAME: playwrightReport,
  });
  step('Nothing is left running');
  const left = ownProcesses().filter((line) => !before.has(Number.parseInt(line, 10)));
  if (left.length > 0) {
    console.error(`These processes were left behind:\n${left.join('\n')}`);
    process.exit(1);
  }

  const vitest = JSON.parse(readFileSync(vitestReport, 'utf8'));
  const playwright = JSON.parse(readFileSync(playwrightReport, 'utf8'));
  console.log(`\nAll checks passed in ${Math.round((Date.now() - started) / 1000)} s.`);
  console.log(`${vitest.numPassedTests + playwright.stats.expected} passed, 0 failed`);
}

/** @param {string} name */
function step(name) {
  console.log(`\n── ${name}`);
}

/**
 * The programs of Switchyard that run on this machine, a line each. Empty where `ps` cannot tell.
 * @returns {string[]}
 */
function ownProcesses() {
  if (process.platform === 'win32') return [];
  const { stdout } = spawnSync('ps', ['axww', '-o', 'pid=,stat=,args='], { encoding: 'utf8' });
  return (stdout ?? '')
    .split('\n')
    .filter((line) => OWN_PROGRAMS.test(line))
    .filter((line) => !/^\s*\d+\s+Z/.test(line));
}
