import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import { fillDisk, mountSmallDisk } from '../../../../e2e/testkit/process/small-disk.ts';
import { KnownSecrets } from '../../redact-secrets.ts';
import { LOG_LEVELS, type LogLevel } from './log-levels.ts';
import { createProgramLog } from './program-log.ts';
import { ProgramMessages } from './program-messages.ts';

async function setUp({ dataDir = '', level = 'info' as LogLevel } = {}) {
  if (dataDir === '') {
    dataDir = await mkdtemp(join(tmpdir(), 'switchyard-log-'));
    onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  }
  const clock = new ManualClock();
  const secrets = new KnownSecrets();
  const messages = new ProgramMessages();
  const log = createProgramLog({ dataDir, level, messages, secrets, clock });
  const file = join(dataDir, 'logs', 'switchyard.log');
  const written = () => new Promise<void>((resolve) => log.flush(() => resolve()));
  /** Every line of the file; one that is torn is no JSON and fails the test. */
  const lines = async () => {
    await written();
    const text = await readFile(file, 'utf8');
    expect(text.endsWith('\n')).toBe(true);
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { msg: string; lost_lines?: number; level: number });
  };
  return { dataDir, clock, log, file, lines, messages, secrets, written };
}

describe('the program log', () => {
  test('has no secret in it, whatever is logged, and stays JSON', async () => {
    const { log, lines, messages, secrets } = await setUp();
    const known = ['canary-"7f3a9c', 'level'];
    secrets.setSource(() => known);
    const key = `${'aB3-'.repeat(10)}xyZ`;
    log.error({
      err: new Error('echo canary-"7f3a9c', { cause: new Error(encodeURIComponent('canary-"7f3a9c')) }),
    });
    log.info({ where: key, url: '/#sign-in=abc' }, 'the level is canary-"7f3a9c');
    const text = JSON.stringify([await lines(), messages.list()]);
    expect(text).not.toMatch(/7f3a9c|aB3-|sign-in=abc/);
    expect(text).toContain('echo ***');
    expect(text).toContain('the *** is ***');
    known.push('a later one');
    log.info('not a later one');
    expect((await lines()).at(-1)).toMatchObject({ msg: 'not ***', level: 30 });
  });

  test.each(LOG_LEVELS)('at level %s holds the lines of this level and above', async (level) => {
    const { log, lines } = await setUp({ level });
    for (const each of LOG_LEVELS) log[each](each);
    expect((await lines()).map(({ msg }) => msg)).toEqual(LOG_LEVELS.slice(LOG_LEVELS.indexOf(level)));
  });

  test.runIf(process.platform !== 'win32')('is readable by its owner alone', async () => {
    const { log, file, written } = await setUp();
    log.info('a line');
    await written();
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('is four files of 2 MB at most, the newest lines in the first', async () => {
    const { dataDir, log, lines, written } = await setUp();
    const filler = 'x'.repeat(1000);
    for (let index = 1; index <= 10_000; index += 1) {
      log.info({ filler }, String(index));
      if (index % 500 === 0) await written();
    }
    expect((await lines()).at(-1)?.msg).toBe('10000');
    const names = (await readdir(join(dataDir, 'logs'))).sort();
    expect(names).toEqual(['switchyard.log', 'switchyard.log.1', 'switchyard.log.2', 'switchyard.log.3']);
    for (const name of names)
      expect((await stat(join(dataDir, 'logs', name))).size).toBeLessThanOrEqual(2 * 1024 * 1024);
  });

  test('begins a line of its own after one that a crash cut in two', async () => {
    const { dataDir, file } = await setUp();
    await mkdir(join(dataDir, 'logs'));
    await writeFile(file, '{"level":30,"msg":"whole"}\n{"level":30,"ms');
    const { log, written } = await setUp({ dataDir });
    log.info('next');
    await written();
    const [whole, torn, next, ...more] = (await readFile(file, 'utf8')).split('\n');
    expect(JSON.parse(whole ?? '')).toMatchObject({ msg: 'whole' });
    expect(torn).toBe('{"level":30,"ms');
    expect(JSON.parse(next ?? '')).toMatchObject({ msg: 'next' });
    expect(more).toEqual(['']);
  });
});

// Needs no disk of its own, so it runs where none may be mounted too.
test.runIf(existsSync('/dev/full'))(
  'the program log goes on after its file could not be written',
  async () => {
    const { clock, log, file, lines, written } = await setUp();
    await mkdir(dirname(file));
    await symlink('/dev/full', file);
    for (const text of ['lost', 'lost too']) {
      log.info(text);
      await written();
      await clock.advance(11_000);
    }
    await rm(file);
    log.info('kept');
    expect(await lines()).toMatchObject([{ lost_lines: 2 }, { msg: 'kept' }]);
  },
);

describe.runIf(process.platform === 'linux')('the program log on a full disk', () => {
  test('goes on when there is space again, says how many lines were lost, and leaves no torn line', async (context) => {
    const dataDir = await mountSmallDisk(context, 256);
    const { clock, log, lines, written } = await setUp({ dataDir });
    log.info('before');
    await written();
    const filler = join(dataDir, 'filler');
    await fillDisk(filler);

    // The log has a page of 4096 bytes to itself; the end of the page cuts a line in two.
    const logMany = (from: number) => {
      for (let index = from; index < from + 100; index += 1) log.info({ index }, 'while it is full');
    };
    logMany(0);
    await written();
    logMany(100);
    await clock.advance(11_000);
    logMany(200);
    await written();

    await rm(filler);
    await clock.advance(11_000);
    log.info('after');
    log.info('later');
    const all = await lines();
    expect(all).toMatchObject([
      { msg: 'before' },
      { level: 40, lost_lines: 300, msg: 'lines were lost, for this log could not be written' },
      { msg: 'after' },
      { msg: 'later' },
    ]);
  });

  test('loses nothing but lines when it fills up again and again', async (context) => {
    const dataDir = await mountSmallDisk(context, 256);
    const { clock, log, lines, written } = await setUp({ dataDir });
    const filler = join(dataDir, 'filler');
    let count = 0;
    for (let round = 0; round < 3; round += 1) {
      log.info(`round ${round}`);
      await written();
      await fillDisk(filler);
      for (let index = 0; index < 100; index += 1, count += 1) log.info('while it is full');
      await written();
      await rm(filler);
      await clock.advance(11_000);
    }
    log.info('end');
    const all = await lines();
    const lost = all.reduce((sum, { lost_lines = 0 }) => sum + lost_lines, 0);
    expect(lost + all.filter(({ msg }) => msg === 'while it is full').length).toBe(count);
    expect(all.filter(({ msg }) => /^round|^end/.test(msg)).map(({ msg }) => msg)).toEqual([
      'round 0',
      'round 1',
      'round 2',
      'end',
    ]);
  });

  test('starts on a disk that is full already, and goes on when there is space', async (context) => {
    const dataDir = await mountSmallDisk(context, 64);
    await mkdir(join(dataDir, 'logs'));
    await fillDisk(join(dataDir, 'filler'));
    const { clock, log, lines, written } = await setUp({ dataDir });
    log.info('lost');
    await written();
    await rm(join(dataDir, 'filler'));
    await clock.advance(11_000);
    log.info('kept');
    expect(await lines()).toMatchObject([{ lost_lines: 1 }, { msg: 'kept' }]);
  });
});
