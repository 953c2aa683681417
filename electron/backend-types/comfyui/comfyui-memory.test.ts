import { describe, expect, test } from 'vitest';
import { inEnglish } from '../../../e2e/testkit/backend-types/english-result.ts';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import type { HeldMemory } from '../../core/backend/backend-type.ts';
import { freeComfyMemory, vramByComfy } from './comfyui-memory.ts';
import type { ComfyApi, SystemStats } from './comfyui-protocol.ts';

const GB = 1024 ** 3;
const MB = 1024 ** 2;

/** A ComfyUI as it is seen from outside. */
class FakeComfy {
  type = 'cuda';
  /** Of the card or of the machine, whoever uses it. */
  vramFree = 10 * GB;
  torch = 6 * GB;
  hasAimdo = false;
  running = 0;
  onFree: () => void = () => undefined;
  asked: boolean[] = [];

  async stats(): Promise<SystemStats> {
    return {
      system: this.hasAimdo ? { comfy_package_versions: [{ name: 'comfy-aimdo', installed: '0.4.10' }] } : {},
      devices: [
        { type: this.type, vram_total: 24 * GB, vram_free: this.vramFree, torch_vram_total: this.torch },
      ],
    };
  }
  async queue() {
    return { running: this.running, waiting: 0 };
  }
  async requestFree(everything: boolean) {
    this.asked.push(everything);
    this.onFree();
    return { isAccepted: true, status: 200 };
  }
}

async function free(comfy: FakeComfy, held?: () => HeldMemory) {
  const clock = new ManualClock();
  const result = freeComfyMemory(
    comfy as unknown as ComfyApi,
    { clock },
    {
      systemRam: true,
      signal: new AbortController().signal,
      ...(held ? { measureHeld: async () => held() } : {}),
    },
  );
  await clock.advance(20_000);
  return inEnglish(await result);
}

describe('what came back of VRAM', () => {
  test('is what the driver measured of its processes, whatever torch says', async () => {
    const comfy = new FakeComfy();
    let vramBytes = 8 * GB;
    comfy.onFree = () => {
      comfy.torch = 0;
      vramBytes = 5 * GB;
    };
    expect(await free(comfy, () => ({ vramBytes, ramBytes: GB }))).toEqual({
      ok: true,
      message: '3.0 GiB of VRAM came back.',
      vramBytes: 3 * GB,
    });
  });

  test('is what torch gave back where no driver reports it', async () => {
    const comfy = new FakeComfy();
    comfy.onFree = () => {
      comfy.torch = 2 * GB;
    };
    for (const held of [undefined, () => ({ vramBytes: 0, ramBytes: GB })])
      expect(await free(Object.assign(comfy, { torch: 6 * GB }), held)).toMatchObject({
        ok: true,
        vramBytes: 4 * GB,
      });
  });

  test('is nothing where a neighbour on the same card has freed its own', async () => {
    const comfy = new FakeComfy();
    comfy.onFree = () => {
      comfy.vramFree += 8 * GB;
    };
    for (const held of [undefined, () => ({ vramBytes: 7 * GB, ramBytes: GB })]) {
      const result = await free(comfy, held);
      expect(result).toMatchObject({ ok: false, message: expect.stringContaining('no memory came back') });
      expect(result).not.toHaveProperty('vramBytes');
    }
  });

  test('is not known where models may be held outside of torch and no driver reports it', async () => {
    const comfy = Object.assign(new FakeComfy(), { hasAimdo: true, torch: 0 });
    expect(await free(comfy)).toMatchObject({ ok: true, message: expect.stringContaining('is not known') });
    expect(await free(comfy, () => ({ vramBytes: 6 * GB }))).toMatchObject({ ok: false });
    comfy.hasAimdo = false;
    expect(await free(comfy)).toMatchObject({
      ok: false,
      message: expect.stringContaining('holds no models'),
    });
  });
});

describe.each(['cpu', 'mps'])('a %s device, for which ComfyUI reports the memory of the machine', (type) => {
  const onMachine = () => Object.assign(new FakeComfy(), { type, torch: 32 * GB });

  test('has freed nothing where only the machine has more free memory', async () => {
    const comfy = onMachine();
    comfy.onFree = () => {
      comfy.vramFree += 289 * MB;
      comfy.torch = 0;
    };
    const result = await free(comfy, () => ({ ramBytes: GB }));
    expect(result).toEqual({
      ok: false,
      message:
        'It took the request, but no memory came back: its processes hold as much as before. Stopping ComfyUI frees everything.',
    });
  });

  test('has freed what its processes gave back', async () => {
    const comfy = onMachine();
    let ramBytes = 2 * GB;
    comfy.onFree = () => {
      ramBytes = 1.25 * GB;
    };
    expect(await free(comfy, () => ({ ramBytes }))).toEqual({
      ok: true,
      message: '768 MiB of RAM came back.',
    });
  });

  test('and that runs elsewhere has freed an amount that is not known', async () => {
    const comfy = onMachine();
    comfy.onFree = () => {
      comfy.vramFree += 5 * GB;
    };
    const result = await free(comfy);
    expect(result).toMatchObject({ ok: true, message: expect.stringContaining('is not known') });
    expect(result).not.toHaveProperty('vramBytes');
  });

  test('holds no VRAM by its own word', async () => {
    expect(vramByComfy(await onMachine().stats())).toBeUndefined();
  });
});

test('a ComfyUI at work frees its memory later, and says so', async () => {
  const comfy = Object.assign(new FakeComfy(), { running: 1 });
  expect(await free(comfy, () => ({ ramBytes: GB, vramBytes: GB }))).toMatchObject({
    ok: false,
    message: expect.stringContaining('busy'),
  });
});

test('what it holds by its own word is what torch holds, unless models are held outside of torch', async () => {
  const comfy = new FakeComfy();
  expect(vramByComfy(await comfy.stats())).toBe(6 * GB);
  comfy.hasAimdo = true;
  expect(vramByComfy(await comfy.stats())).toBeUndefined();
});
