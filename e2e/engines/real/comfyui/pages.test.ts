/** The page of a real ComfyUI through the gateway: what its frontend loads, and the WebSocket by which it follows its jobs. */
import { expect, onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { eventually } from '../../../testkit/eventually.ts';
import { it, queueJob, slowJob, type_id } from './comfyui-test.ts';

it('loads its files and its API below its own address, and its WebSocket tells of a job that was queued there', async ({
  sharedHost: { host, backends },
  settingsForTest,
}) => {
  const { id } = await backends.addRunning(await settingsForTest(), { type_id });
  const { url } = await host.call('GetPageLink', { backend_id: id });
  const link = String(url);
  const page = await (await fetch(link)).text();
  const script = /<script type="module" crossorigin src="\.\/([^"]+)"/.exec(page)?.[1] ?? '';
  expect((await fetch(`${link}${script}`)).headers.get('content-type')).toContain('javascript');
  // Its frontend asks with the origin of the page, which ComfyUI compares with the Host.
  const asked = await fetch(`${link}api/system_stats`, { headers: { origin: host.gatewayUrl } });
  expect((await asked.json()).system.comfyui_version).toEqual(expect.any(String));

  const messages: string[] = [];
  const socket = new WebSocket(`${link.replace('http', 'ws')}ws?clientId=test`, { origin: host.gatewayUrl });
  onTestFinished(() => socket.terminate());
  socket.on('message', (data, isBinary) => void (isBinary || messages.push(String(data))));
  await eventually('it says how many jobs there are', () =>
    messages.some((text) => text.includes('exec_info')),
  );
  expect(await queueJob(link.replace(/\/$/, ''), slowJob(1))).toBe(200);
  await eventually('it says that there is a job', () =>
    messages.some((text) => text.includes('"queue_remaining": 1')),
  );
  await eventually('it says that the job is done', () => messages.at(-1)?.includes('"queue_remaining": 0'));
  expect((await backends.full(id)).last_used_at).toBeDefined();
});
