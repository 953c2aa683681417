/** The file of a log in the file manager: only a host with a desktop has one. */
import { expect, test } from 'vitest';
import { openTestLogs } from '../../../../e2e/testkit/core/test-logs.ts';
import { createHarness } from '../../../../e2e/testkit/core/test-registry.ts';
import { createLogSearcher } from '../../logging/search/log-searcher.ts';
import { windowAccess } from '../dispatch.ts';
import { createLogHandlers } from './log-handlers.ts';

async function open(showFile?: (path: string) => void) {
  const { registry } = await createHarness();
  const { id } = await registry.add({ typeId: 'test' });
  const { dir, log } = await openTestLogs();
  const handlers = createLogHandlers({
    registry,
    logOf: () => log,
    searcher: createLogSearcher(''),
    showFile,
  });
  return { dir, log, show: async () => handlers.ShowLogFile({ backend_id: id }, windowAccess) };
}

test('is shown there; before anything is written, its folder is', async () => {
  const shown: string[] = [];
  const { dir, log, show } = await open((path) => shown.push(path));
  expect(await show()).toEqual({ result: 'Success.' });
  log.add('out', ['a line']);
  await log.close();
  await show();
  expect(shown).toEqual([dir, log.file]);
});

test('is named where there is no desktop', async () => {
  const { log, show } = await open();
  await expect(show()).rejects.toMatchObject({
    code: 'no_file_manager',
    message: expect.stringContaining(log.file),
    hint: expect.stringContaining('download'),
  });
});
