// Writes the licences of everything that is shipped: what runs beside the program, and what is bundled into the panel.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../scripts/source-tree.mjs';
import { shippedPackages } from './shipped-packages.mjs';

/** @param {string} to path of the text */
export function writeLicences(to) {
  const own = readFileSync(join(ROOT, 'LICENSE'), 'utf8').trim();
  // Packages of other platforms are in the lockfile, not on this disk; what is shipped is what is here.
  const paths = shippedPackages()
    .map(({ path }) => path)
    .filter((path) => existsSync(join(ROOT, path)));
  const parts = [`Switchyard\n\n${own}`, ...paths.map(describe)];
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, `${parts.join(`\n\n${'─'.repeat(80)}\n\n`)}\n`);
}

/** @param {string} path */
function describe(path) {
  const folder = join(ROOT, path);
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.|-|$)/i.test(entry));
  const text =
    file === undefined
      ? 'The package brings no text of its licence.'
      : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version} (${license ?? 'licence not named'})\n\n${text}`;
}
