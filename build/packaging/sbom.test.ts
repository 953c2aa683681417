/** The software bill of materials of the installers, and the licences of what is in it. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findLicenceProblems } from '../licences/check-licences.mjs';
import { shippedPackages } from '../licences/shipped-packages.mjs';
import { ensureBuilt } from '../scripts/prepare.mjs';
import { ROOT } from '../scripts/source-tree.mjs';
import { followImports, packageOf } from './reached-packages.mjs';
import { createSbom } from './sbom.mjs';

/** Asked for by a package in a `try`, and not installed for production; see packaging.test.ts. */
const OPTIONAL = ['supports-color', 'has-flag'];
/** As the schema of CycloneDX refers to the others. */
const idOf = (name: string) => `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`;

interface Validator {
  addSchema(schema: object, id: string): void;
  compile(schema: object): { (value: unknown): boolean; errors?: unknown };
}

/** By Fastify's validator of JSON schemas, which is installed with it. */
function createValidator() {
  const load = createRequire(createRequire(import.meta.url).resolve('fastify'));
  const { default: Ajv } = load('ajv') as { default: new (options: object) => Validator };
  const { default: addFormats } = load('ajv-formats') as { default(validator: Validator): void };
  // Texts of these formats are not in it.
  const formats = { 'iri-reference': true, 'idn-email': true };
  const validator = new Ajv({ strict: false, allErrors: true, formats });
  addFormats(validator);
  const schema = (name: string) =>
    JSON.parse(
      readFileSync(join(ROOT, 'build/packaging/sbom-schemas', `${name}.schema.json`), 'utf8'),
    ) as object;
  for (const name of ['spdx', 'jsf-0.82'])
    validator.addSchema({ ...schema(name), $id: idOf(name) }, idOf(name));
  return validator.compile(schema('bom-1.6'));
}

describe('the bill of materials', () => {
  it('is CycloneDX 1.6 by its official schema', () => {
    const validate = createValidator();
    const sbom = createSbom();
    expect(validate(sbom), JSON.stringify(validate.errors, null, 1)?.slice(0, 2000)).toBe(true);
    const [first] = sbom.components;
    expect(validate({ ...sbom, components: [{ ...first, type: 'nonsense' }] })).toBe(false);
  });

  it('names every package that is in the panel, in the programs and in the workers', async () => {
    ensureBuilt();
    const built = [
      'desktop/main.js',
      'headless/main.js',
      'workers/llama-worker.js',
      'workers/file-helper.js',
      'workers/log-search.js',
      'workers/disk-thread.js',
    ];
    const entries = [...built.map((path) => join(ROOT, 'dist', path)), join(ROOT, 'renderer/main.ts')];
    for (const entry of entries) expect(existsSync(entry), entry).toBe(true);
    const { files } = await followImports(entries);
    const bundled = new Set(files.map(packageOf).filter((name) => name !== null));
    expect(bundled).toContain('uplot');
    expect(bundled).toContain('react-dom');
    const { components } = createSbom();
    const named = new Set(components.map((component) => (component as { name: string }).name));
    expect([...bundled].filter((name) => !named.has(name) && !OPTIONAL.includes(name))).toEqual([]);
    expect(named).toContain('electron');
    expect(named).not.toContain('vitest');
  });

  it('is the same each time but for its time, refers to nothing that it has not, and has a checksum for each', () => {
    const time = new Date(0);
    const sbom = createSbom(time);
    expect(createSbom(time)).toEqual(sbom);
    const refs = new Set(sbom.dependencies.map(({ ref }) => ref));
    expect(refs.size).toBe(sbom.components.length + 1);
    for (const { dependsOn } of sbom.dependencies) for (const ref of dependsOn) expect(refs).toContain(ref);
    for (const component of sbom.components)
      expect(component).toMatchObject({ hashes: [{ content: expect.stringMatching(/^[\da-f]{128}$/) }] });
  });
});

describe('the licences', () => {
  const [sample] = shippedPackages();
  const withLicence = (license: string | undefined, integrity: string | undefined = 'sha512-x') =>
    findLicenceProblems([
      ...shippedPackages(),
      ...(sample
        ? [{ ...sample, name: 'other', locked: { version: '1.0.0', license, integrity } as never }]
        : []),
    ]);

  it.each(['MIT', 'ISC', '(MIT OR GPL-3.0-only)', 'Apache-2.0 AND MIT'])('%s may be shipped', (license) => {
    expect(withLicence(license)).toEqual([]);
  });

  it.each([
    'GPL-3.0-only',
    'AGPL-3.0-or-later',
    'UNLICENSED',
    'MIT AND GPL-2.0-only',
    '(MIT OR (ISC AND GPL-2.0-only))',
  ])('%s may not, without an exception', (license) => {
    expect(withLicence(license)).toEqual([
      `other 1.0.0 has the licence ${license}, which is not among those allowed.`,
    ]);
  });

  it('a package without a licence or without a checksum is named', () => {
    expect(withLicence(undefined)).toEqual(['other 1.0.0 names no licence.']);
    expect(withLicence('MIT', '')).toEqual([]);
    expect(findLicenceProblems([])).toEqual(['argparse is an exception, but is not shipped any more.']);
  });
});
