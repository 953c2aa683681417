import { appendFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createHarness,
  type Harness,
  type HarnessOptions,
} from '../../../../e2e/testkit/core/test-registry.ts';
import { fieldIn } from '../../../../e2e/testkit/in-language.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { createPorts, type PortWish } from '../../process/ports/ports.ts';
import { STORE_FILE } from '../../storage/store-document.ts';
import { copyRecord } from '../record-changes.ts';

const disposals: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const dispose of disposals.splice(0)) await dispose();
});

async function openHarness(options: HarnessOptions = {}): Promise<Harness> {
  const harness = await createHarness(options);
  disposals.push(() => harness.dispose());
  return harness;
}

/** Each call gets the next port, except for a preferred one. */
function countingPorts(first = 20_001) {
  let next = first;
  const wishes: PortWish[] = [];
  const choosePort = async (_: string, wish: PortWish = {}) => {
    wishes.push(wish);
    return wish.fixed || (wish.preferred ?? next++);
  };
  return { choosePort, wishes };
}

/** Adds a backend whose worker asks for a port, and lets it become ready. @returns the port */
async function addWithPort(harness: Harness): Promise<number> {
  await harness.registry.add({ typeId: 'test' });
  await harness.settle();
  return await becomeReady(harness);
}

async function becomeReady(harness: Harness): Promise<number> {
  const port = await harness.latest().io.choosePort();
  harness.latest().ready();
  await harness.settle();
  return port;
}

const portsOnDisk = async (harness: Harness) =>
  (await harness.reopen()).document.backends.map(({ port }) => port);

describe('the port of the first start', () => {
  it('is that of every later one, also for the next start of the program', async () => {
    const { choosePort } = countingPorts();
    const harness = await openHarness({ choosePort });
    expect(await addWithPort(harness)).toBe(20_001);
    harness.latest().exit();
    await harness.settle();
    expect(await becomeReady(harness)).toBe(20_001);
    await harness.registry.edit(0, { settings: { Model: 'other' } });
    await harness.settle();
    expect(await becomeReady(harness)).toBe(20_001);
    const next = await openHarness({ choosePort, dataDir: harness.dataDir });
    next.registry.start();
    await next.settle();
    expect(await becomeReady(next)).toBe(20_001);
  });

  it('is written once: a restart changes nothing on disk, nor the count of changes', async () => {
    const harness = await openHarness(countingPorts());
    await addWithPort(harness);
    const file = join(harness.dataDir, STORE_FILE);
    // Each write puts another file in its place.
    const { ino, mtimeNs } = await stat(file, { bigint: true });
    harness.latest().exit();
    await harness.settle();
    expect(await becomeReady(harness)).toBe(20_001);
    expect(harness.view()).toMatchObject({ status: 'running', modcount: 0 });
    expect(await stat(file, { bigint: true })).toMatchObject({ ino, mtimeNs });
  });

  it('is not waited for: the backend runs while the disk is busy, and keeps its port meanwhile', async () => {
    const harness = await openHarness(countingPorts());
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    const release = harness.holdWrites();
    await becomeReady(harness);
    expect(harness.view().status).toBe('running');
    harness.latest().exit();
    await harness.settle();
    expect(await becomeReady(harness)).toBe(20_001);
    release();
    await harness.settle();
    expect(await portsOnDisk(harness)).toEqual([20_001]);
  });

  it('that cannot be written is kept all the same until the program ends, and the backend runs', async () => {
    const harness = await openHarness(countingPorts());
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    // Another program's version: nothing is written over it.
    await appendFile(join(harness.dataDir, STORE_FILE), ' ');
    expect(await becomeReady(harness)).toBe(20_001);
    expect(harness.view().status).toBe('running');
    expect(harness.faults).toMatchObject([{ code: 'other_writer' }]);
    harness.latest().exit();
    await harness.settle();
    expect(await becomeReady(harness)).toBe(20_001);
  });

  it('is kept for it, as long as it can be restored, and never remembered by two', async () => {
    const { choosePort, wishes } = countingPorts();
    const harness = await openHarness({ choosePort });
    await addWithPort(harness);
    await harness.registry.delete(0);
    await addWithPort(harness);
    expect(wishes.at(-1)?.reservedFor?.(20_001)).toBe('backend 0');
    expect(wishes.at(-1)?.reservedFor?.(20_002)).toBeNull();
    await harness.registry.restore(0);
    await harness.settle();
    expect(await becomeReady(harness)).toBe(20_001);
    const same = await openHarness({ choosePort: async () => 7 });
    await addWithPort(same);
    await addWithPort(same);
    expect(await portsOnDisk(same)).toEqual([7, undefined]);
  });

  it('is not that of a copy', async () => {
    const harness = await openHarness(countingPorts());
    await addWithPort(harness);
    await harness.registry.duplicate(0);
    await harness.registry.toggle(1, true);
    await harness.settle();
    expect(await becomeReady(harness)).toBe(20_002);
    expect(await portsOnDisk(harness)).toEqual([20_001, 20_002]);
  });

  it('that is fixed is not that of a copy either', async () => {
    const harness = await openHarness();
    const { document } = harness.registry;
    const record = { id: 0, uid: 'abcd', type: 'test', title: '', enabled: true, modcount: 0, port: 20_001 };
    expect(copyRecord(document, { ...record, settings: { Port: 8188 } }, 'Test')).toEqual({
      id: 0,
      type: 'test',
      title: 'Test copy',
      enabled: false,
      settings: { Port: 0 },
    });
  });

  it('is remembered only when the worker is ready', async () => {
    const harness = await openHarness(countingPorts());
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    await harness.latest().io.choosePort();
    harness.latest().fail(new SwitchyardError('command_not_found', { backend: 'Test', command: 'x' }));
    await harness.settle();
    expect(await portsOnDisk(harness)).toEqual([undefined]);
  });
});

describe('a port that cannot be had', () => {
  it('is named with its owner on the card and in the log, and the one in its place is remembered', async () => {
    const ports = createPorts({ platform: process.platform });
    const harness = await openHarness({ choosePort: ports.choose });
    const port = await addWithPort(harness);
    // To the ports it is in use until it is released, which the harness does not do.
    await harness.registry.restart(0);
    await harness.settle();
    const instead = await harness.latest().io.choosePort();
    expect(instead).not.toBe(port);
    const message = `Its port ${port} is in use by Backend 0 (Test), so it gets port ${instead}, which it keeps from now on.`;
    const notice = harness.view().memory_notice ?? { message: '' };
    expect(notice.message).toBe(message);
    expect(await fieldIn('de', notice, 'message')).toBe(
      `Port ${port} ist durch Backend 0 (Test) belegt; es bekommt daher Port ${instead} und behält ihn ab jetzt.`,
    );
    expect(harness.logMessages).toContain(message);
    harness.latest().ready();
    await harness.settle();
    expect(await portsOnDisk(harness)).toEqual([instead]);
  });

  it('although it seems free is left out once, so that a retry can succeed', async () => {
    const { choosePort, wishes } = countingPorts(1);
    const harness = await openHarness({ choosePort });
    await addWithPort(harness);
    await harness.registry.restart(0);
    await harness.settle();
    await harness.latest().io.choosePort();
    harness.latest().fail(new SwitchyardError('port_in_use', { backend: 'Test', port: 1 }));
    await harness.settle();
    await harness.clock.advance(100_000);
    expect(await becomeReady(harness)).toBe(2);
    expect(wishes.map(({ preferred }) => preferred)).toEqual([null, 1, null]);
    await harness.registry.restart(0);
    await harness.settle();
    expect(await becomeReady(harness)).toBe(1);
    expect(await portsOnDisk(harness)).toEqual([1]);
  });
});
