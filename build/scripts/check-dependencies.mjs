// Checks who imports whom, by the rules of `.dependency-cruiser.cjs`, and that every file was read for it: without a
// TypeScript that it knows, dependency-cruiser passes over all .ts files and finds nothing wrong.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { CODE_FOLDERS, ROOT } from './source-tree.mjs';

/**
 * @typedef {object} Violation
 * @property {string} from
 * @property {string} to
 * @property {{name: string}} rule
 * @property {{name: string}[]} [cycle] the files of the circle, where it is one
 * @typedef {object} CruiseResult
 * @property {{source: string}[]} modules
 * @property {{violations: Violation[], ruleSetUsed: {forbidden: {name: string, comment?: string}[]}}} summary
 */

const { modules, summary } = cruise();
const read = new Set(modules.map(({ source }) => source));
const sources = CODE_FOLDERS.flatMap(typeScriptFiles);
const unread = sources.filter((file) => !read.has(file));
if (unread.length > 0) {
  const some = unread.slice(0, 5).join(', ');
  fail(`dependency-cruiser read ${sources.length - unread.length} of ${sources.length} TypeScript files. It passed over ${some}${unread.length > 5 ? ', …' : '.'}
Does \`npx depcruise --info\` list the TypeScript that is installed?`);
}
if (summary.violations.length > 0) {
  const rules = new Map(summary.ruleSetUsed.forbidden.map(({ name, comment }) => [name, comment]));
  const lines = summary.violations.map(({ from, to, rule, cycle }) => {
    const path = cycle ? [from, ...cycle.map(({ name }) => name)] : [from, to];
    return `${path.join(' → ')}\n    ${rule.name}: ${rules.get(rule.name)}`;
  });
  fail(lines.join('\n'));
}
console.log(`${read.size} files import each other as docs/architecture.md says.`);

/** @returns {CruiseResult} */
function cruise() {
  const program = join(ROOT, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruise.mjs');
  const args = [program, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...CODE_FOLDERS];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: Number.POSITIVE_INFINITY,
  });
  try {
    return JSON.parse(stdout);
  } catch {
    fail(`dependency-cruiser failed.\n${stderr || stdout}`);
  }
}

/**
 * Paths with forward slashes, from the repository's root.
 * @param {string} folder
 * @returns {string[]}
 */
function typeScriptFiles(folder) {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.m?tsx?$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

/**
 * @param {string} reason
 * @returns {never}
 */
function fail(reason) {
  console.error(reason);
  process.exit(1);
}
