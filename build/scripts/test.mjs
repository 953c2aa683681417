// `npm test`: sets up what is missing, then runs every check in the order in which failures are cheapest to learn of.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './find-browser.mjs';
import { checkNode, ensureBuilt, ensureInstalled, run } from './prepare.mjs';

/** In a line of `ps`: hosts, workers, and the programs that stand in for others. */
const OWN_PROGRAMS =
  /fake-worker\.mjs|llama-worker\.js|(headless|desktop|test-host)\/main\.js|stand-ins\/\S+\.(mjs|py)|scripts\/(serve|start)\.mjs/;

checkNode();
ensureInstalled();
const browser = ensureBrowser();
const started = Date.now();
/** What a person runs meanwhile is none of ours. */
const before = new Set(ownProcesses().map((line) => Number.parseInt(line, 10)));
const reports = mkdtempSync(join(tmpdir(), 'switchyard-test-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));
const unitReport = join(reports, 'unit.json');
const panelReport = join(reports, 'panel.json');

step('Types');
run('node', ['node_modules/typescript-7/bin/tsc', '-b']);
step('Format and lint');
run('npx', ['biome', 'ci', '--error-on-warnings']);
step('Direction of dependencies');
run('node', ['build/scripts/check-dependencies.mjs']);
step('Dead code');
run('npx', ['knip']);
step('Build');
ensureBuilt();
step('Generated documents');
run('node', ['build/scripts/docs.mjs', '--check']);
step('Unit, process and contract tests');
run('npx', ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`]);
step('The panel in a real browser, and the desktop app on a stand-in of Electron');
run('npx', ['playwright', 'test'], { CHROMIUM_PATH: browser, PLAYWRIGHT_JSON_OUTPUT_NAME: panelReport });
step('Nothing is left running');
const left = ownProcesses().filter((line) => !before.has(Number.parseInt(line, 10)));
if (left.length > 0) {
  console.error(`These processes were left behind:\n${left.join('\n')}`);
  process.exit(1);
}

const unit = JSON.parse(readFileSync(unitReport, 'utf8'));
const panel = JSON.parse(readFileSync(panelReport, 'utf8'));
console.log(`\nAll checks passed in ${Math.round((Date.now() - started) / 1000)} s.`);
console.log(`${unit.numPassedTests + panel.stats.expected} passed, 0 failed`);

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
