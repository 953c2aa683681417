import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../e2e/testkit/eventually.ts';
import { createProgramLog, LOG_LEVELS } from './program-log.ts';

describe('the program log', () => {
  test.each(LOG_LEVELS)('at level %s holds the lines of this level and above', async (level) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-log-'));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
    const log = createProgramLog({ dataDir, level });
    for (const each of LOG_LEVELS) log[each]({ each }, 'a line');
    const lines = await eventually('the last line is in the file', async () => {
      const text = await readFile(join(dataDir, 'logs', 'switchyard.log'), 'utf8').catch(() => '');
      return text.includes('"fatal"') && text.trimEnd().split('\n');
    });
    const written = lines.map((line) => (JSON.parse(line) as { each: string }).each);
    expect(written).toEqual(LOG_LEVELS.slice(LOG_LEVELS.indexOf(level)));
  });
});
