import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { appendFile, rename, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../../e2e/testkit/core/manual-clock.ts';
import { openTestLogs, readLines, textsOf } from '../../../../e2e/testkit/core/test-logs.ts';
import { eventually } from '../../../../e2e/testkit/eventually.ts';
import { systemClock } from '../../clock.ts';
import { createLogs } from '../logs.ts';
import { createLogSearcher } from '../search/log-searcher.ts';

describe('a log whose file cannot be written or was changed', () => {
  test.runIf(existsSync('/dev/full'))(
    'reports it once, loses lines in the file only, and reports when the disk works again',
    async () => {
      const clock = new ManualClock();
      const { dir, open } = await openTestLogs(clock);
      const file = join(dir, '8.log');
      await symlink('/dev/full', file);
      const log = open().of('8');
      const logMessages = async () =>
        (await readLines(log, { limit: 100 }))
          .filter(({ stream }) => stream === 'host')
          .map(({ text }) => text);
      log.add('out', ['first']);
      await eventually('the log message', async () => (await logMessages()).length === 1);
      log.add('out', ['second']);
      await clock.advance(11_000);
      log.add('out', ['third']);
      await log.close();
      expect(await logMessages()).toEqual([
        expect.stringMatching(/cannot be written to its file \(the disk is full\).*in memory only/),
      ]);
      expect(log.lastLines(10)).toEqual(['first', 'second', 'third']);
      // It was closed, and is tried again from the next line on.
      log.add('out', ['more']);
      // A try that fails now, with nothing else written, keeps no old file open.
      await clock.advance(11_000);
      await log.extent();

      await unlink(file);
      // The quiet log is tried by itself, some time after the last write has failed.
      await eventually('the second log message', async () => {
        await clock.advance(11_000);
        return (await logMessages()).length === 2;
      });
      log.add('out', ['fourth']);
      await log.close();
      expect((await logMessages())[1]).toMatch(/to its file again; 4 lines/);
      log.add('out', ['fifth']);
      await log.close();
      // What is in memory alone is found among what is in the file.
      const { first, last } = await log.extent();
      const query = { pattern: 't', isRegex: false, matchCase: false, stream: 'out' as const };
      for (const newestFirst of [true, false])
        expect(await log.search(createLogSearcher(''), query, { first, last, newestFirst })).toMatchObject({
          matches: [
            [1, 1],
            [4, 1],
            [7, 2],
          ],
          next: null,
        });
      expect(readFileSync(file, 'utf8')).toMatch(
        / host This log is written to its file again; 4 lines .*\n.* out fourth\n.* out fifth\n$/,
      );
    },
  );

  test.runIf(process.platform !== 'win32')(
    'does not wait for the reader of a pipe that lies in its place, nor read one in the place of an older part',
    async () => {
      const { dir, logs, open } = await openTestLogs();
      logs.of('8').add('out', ['earlier']);
      await logs.close();
      const file = join(dir, '8.log');
      await rename(file, `${file}.2`);
      for (const pipe of [file, `${file}.1`]) execFileSync('mkfifo', [pipe]);
      const log = open().of('8');
      log.add('out', ['kept in memory']);
      await log.close();
      expect(log.lastLines(1)).toEqual(['kept in memory']);
      expect(textsOf(await readLines(log, { limit: 10 }))).toContainEqual(
        expect.stringContaining('there is a pipe in its place'),
      );
    },
  );

  test('keeps its lines in memory where there can be no file at all', async () => {
    const { dir } = await openTestLogs();
    await writeFile(join(dir, 'a-file'), '');
    const logs = createLogs({ dir: join(dir, 'a-file'), clock: systemClock });
    const log = logs.of('1');
    log.add('out', ['kept in memory']);
    await logs.close();
    expect(log.lastLines(1)).toEqual(['kept in memory']);
    expect(textsOf(await readLines(log, { limit: 10 }))).toContain('kept in memory');
  });

  test('starts a new file where somebody removed it, without reporting anything', async () => {
    const { log } = await openTestLogs();
    log.add('out', ['before']);
    await log.close();
    await unlink(log.file);
    log.add('out', ['after']);
    await log.close();
    expect(readFileSync(log.file, 'utf8')).toMatch(/^\S+ out after\n$/);
    expect(textsOf(await readLines(log, { limit: 10 }))).toEqual(['before', 'after']);
  });

  test('shows lines as they are that somebody else wrote into it', async () => {
    const { log, logs, open } = await openTestLogs();
    log.add('out', ['before']);
    await logs.close();
    await appendFile(log.file, 'a note\n');
    const again = open().of('7');
    expect(textsOf(await readLines(again, { limit: 10 }))).toEqual(['before', 'a note']);
  });
});
