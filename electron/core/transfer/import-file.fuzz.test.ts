/** Files of backends that somebody imports: SwarmUI's and our own, mutated. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect } from 'vitest';
import { foreignText, mutated, mutatedJson, property, takesLinearTime } from '../../../e2e/testkit/fuzz.ts';
import { inRepository } from '../../../e2e/testkit/repository.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import { MAX_BACKEND_ID, MAX_IMPORT_SIZE, MAX_TITLE_LENGTH } from '../../../shared/limits.ts';
import { backendTypes } from '../../backend-types/index.ts';
import { localFileChecks } from '../files/file-checks.ts';
import { readImportFile } from './import-candidates.ts';
import { parseSwarmBackends, SwarmFileError } from './swarm-backends-file.ts';

const swarm = readFileSync(inRepository('e2e/stand-ins/swarmui/Backends.fds'), 'utf8');
const own = {
  format: 'switchyard-backends',
  schema: 1,
  exported_at: '2026-01-01T00:00:00Z',
  backends: [
    {
      id: 3,
      type: 'command',
      title: 'Flux',
      enabled: true,
      settings: { Command: '/bin/true', Arguments: '-a "b c"', AutoRestart: false },
      secret_settings: [],
      tags: ['gpu', 'Night'],
    },
    {
      id: 4,
      type: 'comfyui_api',
      title: '',
      enabled: false,
      settings: { Address: 'http://127.0.0.1:8188' },
      secret_settings: ['AuthorizationHeader'],
    },
  ],
  secrets: null,
};
const types = new Map(backendTypes.map((type) => [type.id, type]));

/** Characters of all texts in it. */
const sizeOf = (value: unknown): number => JSON.stringify(value).length;

async function readOrRefuse(text: string, swarm_folder = ''): Promise<void> {
  const input = { text, swarm_folder } as Parameters<typeof readImportFile>[0];
  try {
    const file = await readImportFile(input, types, { needSecrets: false, files: localFileChecks });
    for (const { candidates } of [file])
      for (const candidate of candidates) {
        expect(candidate.title.length).toBeLessThanOrEqual(MAX_TITLE_LENGTH);
        expect(candidate.fileId ?? 0).toBeLessThanOrEqual(MAX_BACKEND_ID);
        expect(Object.getPrototypeOf(candidate.settings)).toBe(Object.prototype);
      }
    // A backend has the settings of its type, whatever the file has.
    expect(sizeOf(file.candidates.map(({ type: _, ...rest }) => rest))).toBeLessThan(
      50 * text.length + 20_000 * file.candidates.length,
    );
  } catch (error) {
    expect(error).toBeInstanceOf(SwitchyardError);
    expect((error as SwitchyardError).message.length).toBeLessThan(1000);
  }
}

property(
  'a file of SwarmUI is read or refused in words',
  fc.oneof(
    { weight: 4, arbitrary: mutated([swarm, swarm.replaceAll('\n', '\r\n')]) },
    { weight: 1, arbitrary: foreignText },
  ),
  (text) => readOrRefuse(text, '/swarm'),
  150,
);
property(
  'a file of ours is read or refused in words',
  mutatedJson([own]),
  (file) => readOrRefuse(JSON.stringify(file)),
  150,
);
property(
  'a damaged text of a file of ours is refused in words',
  mutated([JSON.stringify(own)]),
  (text) => readOrRefuse(text),
  100,
);

const parse = (text: string) => {
  try {
    return parseSwarmBackends(text);
  } catch (error) {
    expect(error).toBeInstanceOf(SwarmFileError);
    return null;
  }
};
property('the quotes of no error come from the file', mutated([swarm]), (text) => {
  try {
    parseSwarmBackends(`${text}\nSECRET-canary`);
  } catch (error) {
    expect(String(error)).not.toContain('SECRET');
  }
});

takesLinearTime("SwarmUI's format", parse, {
  prefixes: ['', '0:\n\ttype: x\n\tsettings:\n', '0:\n\ttype: x\n\tsettings:\n\t\tGroup:\n', 'a:'],
  units: ['0:\n', '\t\tk: v\n', '\t\tk:\n', ' -\n', '\\s', '- a\n'],
});

property(
  'long names of nested groups do not multiply',
  fc.record({ depth: fc.integer({ min: 1, max: 10 }), length: fc.integer({ min: 1, max: 90_000 }) }),
  ({ depth, length }) => {
    const groups = Array.from(
      { length: depth },
      (_, level) => `${'\t'.repeat(level + 2)}${'g'.repeat(length / depth)}:\n`,
    );
    const leaves = Array.from({ length: 5000 }, (_, leaf) => `${'\t'.repeat(depth + 2)}l${leaf}: v\n`);
    const text = `0:\n\ttype: x\n\tsettings:\n${groups.join('')}${leaves.join('')}`;
    expect(text.length).toBeLessThan(MAX_IMPORT_SIZE);
    const [backend] = parse(text) ?? [];
    const names = [...(backend?.settings.keys() ?? []), ...(backend?.unreadable ?? [])];
    expect(names.reduce((sum, name) => sum + name.length, 0)).toBeLessThan(2 * MAX_IMPORT_SIZE);
  },
  10,
);
