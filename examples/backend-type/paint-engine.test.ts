/** Runs the example of docs/backend-types.md in the core as every host wires it, with a real process. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openForTest } from '../../e2e/conformance/hosts/contract-host.ts';
import { HttpHost } from '../../e2e/conformance/hosts/http-host.ts';
import { isRunning } from '../../e2e/testkit/processes.ts';
import { inRepository } from '../../e2e/testkit/repository.ts';
import { describeBackendType } from '../../electron/core/backend/backend-type.ts';
import { backendTypeSchema } from '../../shared/backend.ts';
import { paintEngine } from './paint-engine.ts';

const type_id = 'paint_engine';
const Script = join(import.meta.dirname, 'paint-engine-stand-in.mjs');
const openHost = () => openForTest(HttpHost.open, { types: [paintEngine] });

test('the documentation quotes the example as it is', async () => {
  const documentation = await readFile(inRepository('docs/backend-types.md'), 'utf8');
  const example = await readFile(inRepository('examples/backend-type/paint-engine.ts'), 'utf8');
  expect(documentation).toContain(`\n\`\`\`ts\n// examples/backend-type/paint-engine.ts\n${example}\`\`\`\n`);
});

test('it is described as the contract wants it', () => {
  const described = describeBackendType(paintEngine);
  expect(backendTypeSchema.parse(described)).toEqual(described);
});

test('it runs, answers, frees memory, and stops', async () => {
  const { host, backends } = await openHost();
  const settings = { Script, OverQueue: 3, GPU_ID: '1' };
  const { id } = await backends.add(settings, { type_id });
  const running = await backends.running(id);
  expect(running).toMatchObject({ current_model: 'watercolour', max_usages: 4, gpu: ['1'] });

  const painted = await fetch(`${running.address}/paint`, { method: 'POST' });
  expect(await painted.text()).toBe('a picture in watercolour');
  expect(await host.call('FreeBackendMemory', { backend: id })).toMatchObject({
    count: 1,
    freed: [{ ok: true, message: 'The model was unloaded.' }],
  });
  expect((await backends.full(id)).current_model).toBeNull();

  const { pid = 0 } = running;
  expect(isRunning(pid)).toBe(true);
  await backends.toggle(id, false);
  expect((await backends.one(id)).status).toBe('disabled');
  expect(isRunning(pid)).toBe(false);
});

test('it says what is wrong with its script', async () => {
  const { backends } = await openHost();
  const { id } = await backends.add({ Script: 'start.mjs' }, { type_id });
  expect((await backends.errored(id)).error).toMatchObject({
    code: 'invalid_setting_at_start',
    message: expect.stringContaining('Start script'),
  });
});
