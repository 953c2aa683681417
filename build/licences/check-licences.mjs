// Checks that everything that is shipped has a licence under which it may be shipped in a program of the MIT licence, and that
// the lockfile has a checksum for it. Reads the lockfile alone.
import { shippedPackages } from './shipped-packages.mjs';

/** Permissive ones, which ask for no more than their text to be kept (dist/licences.txt does that). */
const ALLOWED = ['0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

/**
 * Packages with another licence, by name, and why each may be shipped.
 * @type {Record<string, {license: string, reason: string}>}
 */
const EXCEPTIONS = {
  argparse: {
    license: 'Python-2.0',
    reason:
      'The licence of Python itself: permissive, its text is kept. js-yaml, and so electron-updater, needs it.',
  },
};

/**
 * @param {string} expression of SPDX: one licence, or several joined by one of OR and AND
 * @returns {boolean}
 */
function isAllowed(expression) {
  const plain = expression.replace(/^\((.*)\)$/, '$1');
  if (/[()]/.test(plain)) return false;
  if (plain.includes(' OR ')) return !plain.includes(' AND ') && plain.split(' OR ').some(isAllowed);
  if (plain.includes(' AND ')) return plain.split(' AND ').every(isAllowed);
  return ALLOWED.includes(plain);
}

/**
 * @param {import('./shipped-packages.mjs').ShippedPackage[]} packages
 * @returns {string[]} a sentence for each problem
 */
export function findLicenceProblems(packages) {
  const problems = packages.flatMap(({ name, locked: { version, license, integrity } }) => {
    const found = [];
    if (license === undefined) found.push(`${name} ${version} names no licence.`);
    else if (!isAllowed(license) && EXCEPTIONS[name]?.license !== license)
      found.push(`${name} ${version} has the licence ${license}, which is not among those allowed.`);
    if (integrity === undefined) found.push(`${name} ${version} has no checksum in the lockfile.`);
    return found;
  });
  const names = new Set(packages.map(({ name }) => name));
  for (const name of Object.keys(EXCEPTIONS))
    if (!names.has(name)) problems.push(`${name} is an exception, but is not shipped any more.`);
  return problems;
}

if (import.meta.filename === process.argv[1]) {
  const packages = shippedPackages();
  const problems = findLicenceProblems(packages);
  if (problems.length > 0) {
    console.error(
      `${problems.join('\n')}\n\nUse another package, or name it with the reason in build/licences/check-licences.mjs.`,
    );
    process.exit(1);
  }
  console.log(`${packages.length} packages that are shipped have licences that allow it.`);
}
