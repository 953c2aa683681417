/** How soon a backend that starts instances on demand knows the address that its script names. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHost } from '../../e2e/launch/headless/start-host.ts';
import { AT_ONCE, newUrl, writeScript } from '../../e2e/scale-out/launch-script.ts';
import { compare, time } from '../measure.ts';
import { Watcher } from '../watcher.ts';

const ROUNDS = 20;
const ID = 0;

export async function benchDemand(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-bench-'));
  // As one that asks a scheduler: it takes a moment, names the address, and stays. That nobody answers there is of no matter here.
  const StartScript = await writeScript(folder, 'launch.sh', [
    'sleep 0.25',
    `echo "${newUrl('http://127.0.0.1:9/')}"`,
    'exec sleep 600',
  ]);
  const host = await startHost();
  const watcher = await Watcher.open(host);
  const isOn = watcher.next(ID, ({ status }) => status === 'running');
  await host.call('AddNewBackend', {
    type_id: 'autoscalingbackend',
    settings: { StartScript, ...AT_ONCE, MinQueuedBeforeExpand: 1, MaxBackends: 1 },
  });
  await isOn;
  await compare({
    name: 'demand to the address that the script names (ReportDemand to the state of the backend)',
    floor: 'the script itself, until it has printed the address',
    rounds: ROUNDS,
    measureFloor: async () => {
      const script = spawn(StartScript, [], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] });
      const milliseconds = await time(() => once(script.stdout, 'data'));
      script.kill();
      await once(script, 'close');
      return milliseconds;
    },
    measure: async () => {
      const isNamed = watcher.next(ID, ({ children }) => children?.[0]?.title.includes(' at ') === true);
      const milliseconds = await time(async () => {
        await host.call('ReportDemand', { backend_id: ID, waiting: 1 });
        await isNamed;
      });
      // The switch ends the script; what was reported ends with it.
      for (const enabled of [false, true]) {
        const isSwitched = watcher.next(ID, ({ status }) => status === (enabled ? 'running' : 'disabled'));
        await host.call('ToggleBackend', { backend_id: ID, enabled });
        await isSwitched;
        if (!enabled) await host.call('ReportDemand', { backend_id: ID, waiting: 0 });
      }
      return milliseconds;
    },
  });
  watcher.close();
  await host.stop();
  await rm(folder, { recursive: true });
}
