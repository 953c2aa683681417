/** The file helper as a real process of Node, which a test replaces by programs of its own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { createNodeFileHelperLauncher } from './file-helper.ts';
import { createHelperFileChecks } from './helper-file-checks.ts';

async function checksBy(program: string) {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-test-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const module = join(folder, 'helper.mjs');
  await writeFile(module, program);
  const checks = createHelperFileChecks({ clock: systemClock, launch: createNodeFileHelperLauncher(module) });
  onTestFinished(() => checks.close());
  return checks;
}

/** On Windows each program has these, whatever it is given; under Wine, those of Wine as well. */
const OF_THE_SYSTEM =
  process.platform === 'win32'
    ? /^(NODE_|SystemRoot|HOMEDRIVE|HOMEPATH|LOGONSERVER|PATH|SystemDrive|TEMP|USERDOMAIN|USERNAME|USERPROFILE|WINDIR|WINE)/i
    : /^NODE_/;

test('bytes arrive as they are, and nothing of the host’s environment but what a program needs', async () => {
  const checks = await checksBy(`
    process.on('message', ({ id }) => {
      const names = Object.keys(process.env).filter((name) => !${OF_THE_SYSTEM}.test(name));
      process.send({ id, result: new Uint8Array([0, 255, ...Buffer.from(names.join())]) });
    });
  `);
  const bytes = await checks.readStart('/a', 100);
  expect([...bytes.subarray(0, 2)]).toEqual([0, 255]);
  expect(Buffer.from(bytes.subarray(2)).toString()).toBe('UV_THREADPOOL_SIZE');
});

test('a helper that cannot run fails the check with the reason, and the next check tries again', async () => {
  const checks = await checksBy('process.exit(3)');
  for (let round = 0; round < 2; round++)
    await expect(checks.stat('/a')).rejects.toThrow('the program that checks files has ended (exit code 3)');
});
