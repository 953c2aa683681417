/**
 * `auto_webui_selfstart` with a real AUTOMATIC1111 or Forge in a real host. Its webui.sh must start by itself, with at least one
 * checkpoint. WEBUI_ARGS holds the arguments that it needs on this machine, such as --always-cpu.
 */
import { describe, expect } from 'vitest';
import { it } from '../../../launch/headless/host-for-test.ts';
import { eventually } from '../../../testkit/eventually.ts';
import { isRunning } from '../../../testkit/processes.ts';
import { realEngine } from '../real-engine.ts';

const StartScript = realEngine('WEBUI_DIR');
const asRoot = process.getuid?.() === 0 ? '-f ' : '';
/** It imports torch, loads a checkpoint, and may make its images on the processor. */
const LIMIT_MS = 900_000;

const makeImage = (address: string, steps: number) =>
  fetch(`${address}/sdapi/v1/txt2img`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ prompt: 'a cat', steps, width: 64, height: 64, cfg_scale: 1 }),
  }).then(({ status }) => status);

describe('a real web UI', () => {
  it('shows its checkpoint and jobs, frees what it held and no more, and a stop waits for its image', {
    timeout: LIMIT_MS,
  }, async ({ hostForTest }) => {
    const { host, backends } = await hostForTest();
    const settings = {
      StartScript,
      ExtraArgs: `${asRoot}${process.env.WEBUI_ARGS ?? ''}`,
      StopTimeout: 300,
    };
    const { id } = await backends.add(settings, { type_id: 'auto_webui_selfstart' });
    const started = await eventually(
      'it has started',
      async () => {
        const backend = await backends.full(id);
        return backend.status === 'running' || backend.status === 'errored' ? backend : undefined;
      },
      undefined,
      LIMIT_MS / 3,
    );
    expect(started.error).toBeUndefined();
    const { address = '', pid = 0, current_model } = started;
    expect(current_model).not.toBeNull();
    // Its page writes its own addresses from what the gateway says of itself.
    const { url } = await host.call('GetPageLink', { backend_id: id });
    const page = await (await fetch(String(url))).text();
    expect(page).toContain(`"root":"${String(url).replace(/\/$/, '')}"`);

    const first = makeImage(address, 8);
    await eventually('its job is shown', async () => {
      const { status } = (await host.call('GetCurrentStatus')) as { status: { live_gens: number } };
      return status.live_gens === 1;
    });
    expect(await host.call('FreeBackendMemory', { backend: id })).toMatchObject({
      count: 0,
      freed: [{ ok: false, message: expect.stringContaining('It is busy') }],
    });
    expect(await first).toBe(200);

    const { freed } = (await host.call('FreeBackendMemory', { backend: id })) as {
      freed: { ok: boolean; message: string; ram_before: number; ram_after: number }[];
    };
    const [result] = freed;
    // Without a card it gives nothing back, and says so.
    if (!result?.ok) {
      expect(result?.message).toContain('no memory came back');
      expect((result?.ram_before ?? 0) - (result?.ram_after ?? 0)).toBeLessThan(64 * 1024 * 1024);
    }
    const last = makeImage(address, 4);
    await eventually('the image is under way', async () => {
      const reply = await fetch(`${address}/sdapi/v1/progress`);
      return ((await reply.json()) as { state: { job: string } }).state.job !== '';
    });
    await backends.toggle(id, false);
    expect(await last).toBe(200);
    expect(isRunning(pid)).toBe(false);
  });
});
