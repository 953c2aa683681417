/** What a parent of 20 instances with 10 backends each costs, and what one that is away costs the others. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startHost, type TestHost } from '../../e2e/launch/headless/start-host.ts';
import { AT_ONCE, URL_PATTERN, writeScript } from '../../e2e/scale-out/launch-script.ts';
import { writeBackends } from '../../e2e/testkit/data-dir.ts';
import { inRepository } from '../../e2e/testkit/repository.ts';
import { residentMib } from '../../e2e/testkit/resident-memory.ts';
import { quantile, time } from '../measure.ts';
import { type ShownBackend, Watcher } from '../watcher.ts';

const INSTANCES = 20;
const BACKENDS = 10;
const CHILDREN = INSTANCES * (BACKENDS + 1);
const ID = 0;
const TOKEN = 'the-token-of-the-instances-of-this-benchmark';
const LIST_ROUNDS = 40;
const SWITCH_ROUNDS = 6;
/** Looks at the memory of the parent, one a second. */
const MEMORY_LOOKS = 15;
/** What the list may take, and the parent. */
const MAX_LIST_MS = 200;
const MAX_MB = 200;

export async function benchFleet(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-bench-'));
  for (let launch = 1; launch <= INSTANCES; launch++)
    await writeBackends(join(folder, String(launch)), BACKENDS, () => ({ type: 'fake' }));
  // The shell becomes the host, so that it has the PID of the shell.
  const StartScript = await writeScript(folder, 'launch.sh', [
    'echo $$ > "$PWD/$SWITCHYARD_LAUNCH.pid"',
    `exec '${process.execPath}' '${inRepository('dist-test/headless/main.js')}' --port 0 --gateway-port off --token ${TOKEN} --data-dir "$PWD/$SWITCHYARD_LAUNCH" --require-control-within 3`,
  ]);
  const host = await startHost();
  const watcher = await Watcher.open(host);
  const until = (isSo: (backend: ShownBackend) => boolean) => watcher.until(ID, isSo);
  await host.call('AddNewBackend', {
    type_id: 'autoscalingbackend',
    settings: {
      StartScript,
      UrlPattern: URL_PATTERN,
      AuthorizationHeader: `Bearer ${TOKEN}`,
      ...AT_ONCE,
      MinBackends: INSTANCES,
      MaxBackends: INSTANCES,
    },
  });
  await until(({ scale, children }) => scale?.up === INSTANCES && children?.length === CHILDREN);

  const atRest: number[] = [];
  for (let look = 0; look < MEMORY_LOOKS; look++) {
    await wait(1000);
    atRest.push(await residentMb(host));
  }
  // A first round is not measured: it warms up what the others find warm.
  await measureFleet(host, watcher);
  const before = await measureFleet(host, watcher);
  const away = Number(await readFile(join(folder, '1.pid'), 'utf8'));
  process.kill(away, 'SIGSTOP');
  await until(({ scale }) => scale?.away === 1);
  const meanwhile = await measureFleet(host, watcher);
  process.kill(away, 'SIGCONT');
  await until(({ scale }) => scale?.away === 0);

  const spread = (samples: number[]) =>
    `p50 ${quantile(samples, 0.5).toFixed(1)} ms, longest ${Math.max(...samples).toFixed(1)} ms`;
  const print = (ratio: number, what: string, over: string) =>
    console.log(`${ratio.toFixed(2)}x  ${what}\n       over ${over}`);
  print(
    Math.max(...before.list) / MAX_LIST_MS,
    `the longest list of ${CHILDREN} children of ${INSTANCES} instances`,
    `${MAX_LIST_MS} ms (${LIST_ROUNDS} rounds: ${spread(before.list)})`,
  );
  print(
    Math.max(...meanwhile.list) / MAX_LIST_MS,
    'the same while one instance is away',
    `${MAX_LIST_MS} ms (${LIST_ROUNDS} rounds: ${spread(meanwhile.list)})`,
  );
  print(
    quantile(meanwhile.switched, 0.5) / quantile(before.switched, 0.5),
    'a child of another instance switched while one is away',
    `the same while none is (${SWITCH_ROUNDS} rounds: ${spread(meanwhile.switched)}; before ${spread(before.switched)})`,
  );
  // Each list leaves garbage, which Node collects when it wants to.
  const most = Math.max(...atRest);
  print(
    most / MAX_MB,
    'the memory of the parent that shows them to one panel',
    `${MAX_MB} MB (${most.toFixed(0)} MB; ${(await residentMb(host)).toFixed(0)} MB right after ${3 * LIST_ROUNDS} lists and ${3 * SWITCH_ROUNDS} switches)`,
  );
  watcher.close();
  // It asks its instances to end, and waits for them.
  await host.stop();
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

const residentMb = async ({ pid }: TestHost) => ((await residentMib(pid)) * 1024 ** 2) / 1e6;

/** Milliseconds that the list takes, and the switch of a child of the last instance. */
async function measureFleet(
  host: TestHost,
  watcher: Watcher,
): Promise<{ list: number[]; switched: number[] }> {
  const list: number[] = [];
  for (let round = 0; round < LIST_ROUNDS; round++)
    list.push(await time(() => host.call('ListBackends', { nonreal: true, full_data: true })));
  const child = watcher.latest(ID)?.children?.findLast(({ remote }) => remote.type === 'fake');
  if (!child) throw new Error('No instance shows its backends.');
  const switched: number[] = [];
  for (let round = 0; round < SWITCH_ROUNDS; round++) {
    const enabled = round % 2 === 0;
    switched.push(await time(() => host.call('ToggleBackend', { backend_id: child.id, enabled })));
    await watcher.until(ID, ({ children }) =>
      Boolean(
        children?.some(({ id, status }) => id === child.id && status === (enabled ? 'running' : 'disabled')),
      ),
    );
  }
  return { list, switched };
}
