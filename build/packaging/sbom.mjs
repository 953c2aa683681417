// The software bill of materials: what is in the installers, as CycloneDX 1.6 (https://cyclonedx.org). `npm sbom` does not
// know that the panel's packages, which are development dependencies for npm, are bundled into it.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { shippedPackages } from '../licences/shipped-packages.mjs';
import { ROOT } from '../scripts/source-tree.mjs';

/** @param {string} name @param {string} version */
const purlOf = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/**
 * The same for the same lockfile, but for the time.
 * @param {Date} [now]
 */
export function createSbom(now = new Date()) {
  /** @type {{name: string, version: string, description: string, license: string}} */
  const own = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const packages = shippedPackages();
  const ownRef = purlOf(own.name, own.version);
  /** A package that lies in several places is one component. @type {Map<string, object>} */
  const components = new Map();
  /** @type {Map<string, Set<string>>} */
  const dependencies = new Map();
  const refs = new Map(packages.map(({ path, name, locked }) => [path, purlOf(name, locked.version)]));
  for (const { name, locked, dependencies: needed, path } of packages) {
    const ref = /** @type {string} */ (refs.get(path));
    components.set(ref, describe(name, locked, ref));
    const targets = dependencies.get(ref) ?? new Set();
    for (const target of needed) targets.add(/** @type {string} */ (refs.get(target)));
    dependencies.set(ref, targets);
  }
  const list = [...components.values()];
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(JSON.stringify([ownRef, list]))}`,
    version: 1,
    metadata: {
      timestamp: now.toISOString(),
      component: {
        type: 'application',
        'bom-ref': ownRef,
        name: own.name,
        version: own.version,
        description: own.description,
        licenses: [{ license: { id: own.license } }],
        purl: ownRef,
      },
    },
    components: list,
    dependencies: [
      { ref: ownRef, dependsOn: topLevel(packages) },
      ...[...dependencies].map(([ref, targets]) => ({ ref, dependsOn: [...targets].sort() })),
    ],
  };
}

/** @param {string} to path of the file */
export function writeSbom(to) {
  mkdirSync(dirname(to), { recursive: true });
  writeFileSync(to, `${JSON.stringify(createSbom(), null, 2)}\n`);
}

/**
 * What no other shipped package needs.
 * @param {import('../licences/shipped-packages.mjs').ShippedPackage[]} packages
 */
function topLevel(packages) {
  const needed = new Set(packages.flatMap(({ dependencies }) => dependencies));
  return packages
    .filter(({ path }) => !needed.has(path))
    .map(({ name, locked }) => purlOf(name, locked.version))
    .sort();
}

/**
 * @param {string} name
 * @param {import('../licences/shipped-packages.mjs').Locked} locked
 * @param {string} ref
 */
function describe(name, { version, license, integrity, optionalDependencies: _ }, ref) {
  const [, algorithm, digest] = /^(sha\d+)-(.+)$/.exec(integrity ?? '') ?? [];
  return {
    type: name === 'electron' ? 'framework' : 'library',
    'bom-ref': ref,
    name,
    version,
    purl: ref,
    ...(license === undefined
      ? {}
      : {
          licenses: /[ ()]/.test(license) ? [{ expression: license }] : [{ license: { id: license } }],
        }),
    ...(algorithm === undefined || digest === undefined
      ? {}
      : {
          hashes: [
            {
              alg: algorithm.replace('sha', 'SHA-'),
              content: Buffer.from(digest, 'base64').toString('hex'),
            },
          ],
        }),
  };
}

/** A UUID that is the same for the same text. @param {string} text */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
