/** `autoscalingbackend` with scripts of all kinds, on real hosts and with real instances. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { FullBackend } from '../../shared/backend.ts';
import type { OperationOutput } from '../../shared/operations.ts';
import { type HostFixtures, it as hostIt } from '../launch/headless/host-for-test.ts';
import { eventually } from '../testkit/eventually.ts';
import { isRunning } from '../testkit/processes.ts';
import { askInstance } from './ask-instance.ts';
import { AT_ONCE, newUrl, serverLine, URL_PATTERN, writeScript } from './launch-script.ts';

const TYPE = 'autoscalingbackend';

type Scaled = HostFixtures['sharedHost'] & {
  id: number;
  /** With the script. */
  folder: string;
  until(what: string, isSo: (backend: FullBackend) => boolean): Promise<FullBackend>;
};

const it = hostIt.extend<{
  /** A backend that starts instances by a script with these lines. */
  scaled(lines: readonly string[], settings?: object): Promise<Scaled>;
}>({
  scaled: async ({ sharedHost, onTestFinished }, use) => {
    await use(async (lines, settings = {}) => {
      const { backends } = sharedHost;
      const folder = await mkdtemp(join(tmpdir(), 'switchyard-scale-out-test-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      const StartScript = await writeScript(folder, 'launch.sh', lines);
      const { id } = await backends.add(
        { StartScript, UrlPattern: URL_PATTERN, ...AT_ONCE, ...settings },
        { type_id: TYPE, title: 'Farm' },
      );
      // All that it has started is ended with it.
      onTestFinished(async () => void (await backends.delete(id)));
      return { ...sharedHost, folder, id, until: (what, isSo) => backends.until(id, what, isSo) };
    });
  },
});

describe.concurrent('a backend that starts instances on demand', () => {
  it('starts a second one for requests that wait, answers each, and stops what is unused', async ({
    scaled,
  }) => {
    const { host, until } = await scaled([serverLine({ answerMs: 600, models: ['two'] })], {
      Models: ['two'],
      MaxBackends: 2,
      MaxUsages: 1,
      MinQueuedBeforeExpand: 2,
      MinIdleTime: 0.02,
    });
    await until('is ready', ({ phase }) => phase === 'running');
    // One request is too little demand, and waits.
    const first = askInstance(host, 'two');
    await until('has one that waits', ({ scale }) => scale?.waiting === 1);
    const { scale } = await until('has started none', ({ scale: now }) => now?.starting === 0);
    expect(scale).toMatchObject({ up: 0, max: 2, capacity: 0, min_queued: 2 });
    expect(scale).not.toHaveProperty('last_launch');
    const others = Array.from({ length: 9 }, () => askInstance(host, 'two'));
    const { children } = await until('has two instances', ({ scale: now }) => now?.up === 2);
    expect(children).toMatchObject([
      {
        id: expect.any(Number),
        status: 'running',
        type: TYPE,
        remote: { id: 1, type: 'simpleremotellm' },
        current_model: 'two',
      },
      { status: 'running', remote: { id: 2 } },
    ]);
    const pids = new Set(await Promise.all([first, ...others]));
    expect(pids.size).toBe(2);
    await until('has stopped both', (backend) => backend.scale?.up === 0 && backend.children === undefined);
    for (const pid of pids) expect(isRunning(pid)).toBe(false);
  });

  it('replaces an instance that is killed, and sends its unanswered requests to the next one', async ({
    scaled,
  }) => {
    const { host, backends, id, until } = await scaled([serverLine({ models: ['killed'] })], {
      Models: ['killed'],
      MaxUsages: 4,
      MinBackends: 1,
    });
    const { children } = await until('has one instance', ({ scale }) => scale?.up === 1);
    const pid = await askInstance(host, 'killed');
    const [, place = ''] = / at (\S+)$/.exec(children?.[0]?.title ?? '') ?? [];
    const order = { method: 'POST', body: JSON.stringify({ mood: 'hang' }) };
    await fetch(`http://${place}/stand-in`, order);
    const pending = [askInstance(host, 'killed'), askInstance(host, 'killed')];
    await until('is busy', ({ children: now }) => now?.[0]?.notice?.endsWith('busy') ?? false);
    process.kill(pid, 'SIGKILL');
    const answered = await Promise.all(pending);
    expect(answered).not.toContain(pid);
    const log = (await backends.log(id)).map(({ text }) => text);
    expect(log).toContainEqual(
      expect.stringMatching(/^Instance 1 is gone: its script has ended \(killed with SIGKILL/),
    );
    await backends.toggle(id, false);
    for (const each of answered) expect(isRunning(each)).toBe(false);
  });

  it('keeps what its scripts print in its log, by launch', async ({ scaled }) => {
    const { backends, host, id, until } = await scaled(['echo to stderr >&2', serverLine()], {
      MinBackends: 2,
    });
    await until('has two instances', ({ scale }) => scale?.up === 2);
    const log = (await backends.log(id)).map(({ text }) => text);
    const { runs } = (await host.call('ListLogRuns', { backend_id: id })) as OperationOutput<'ListLogRuns'>;
    expect(runs.map(({ launch, live }) => [launch, live])).toEqual([
      [null, true],
      [1, true],
      [2, true],
    ]);
    for (const launch of [1, 2]) {
      // Each has the lines of its own launch alone.
      const run = runs[launch]?.run;
      const search = { backend_id: id, run };
      const found = (await host.call('SearchLog', search)) as OperationOutput<'SearchLog'>;
      const read = (await host.call('ReadLog', search)) as OperationOutput<'ReadLog'>;
      const prefix = `[launch ${launch}] `;
      expect(read.lines.every(({ text }) => text.startsWith(prefix))).toBe(true);
      expect(read.lines[0]?.text).toBe(`${prefix}Starting.`);
      expect(read.lines.map(({ text }) => text)).toContain(`${prefix}to stderr`);
      expect(found.matches.reduce((sum, [, count]) => sum + count, 0)).toBe(read.lines.length);
      expect(log).toContain(`[launch ${launch}] to stderr`);
      expect(log).toContainEqual(
        expect.stringMatching(new RegExp(`^\\[launch ${launch}\\] listening on http://127.0.0.1:\\d+$`)),
      );
    }
    await backends.edit(id, { settings: { MinBackends: 0, MinIdleTime: 0 } });
    await until('has none', ({ scale }) => scale?.up === 0);
    const ended = await eventually('both are ended', async () => {
      const reply = (await host.call('ListLogRuns', { backend_id: id })) as OperationOutput<'ListLogRuns'>;
      return reply.runs.slice(1).every(({ live }) => !live) && reply.runs;
    });
    expect(ended[1]).toMatchObject({ launch: 1, failed: false, exit: expect.any(String) });
  });

  it('starts instances by the word of ReportDemand, and reads their address from a file', async ({
    scaled,
  }) => {
    const { folder, host, id, until } = await scaled(
      [
        `'${process.execPath}' -e 'require("http").createServer((q, r) => r.end(JSON.stringify({ object: "list", data: [{ id: "tiny-model" }] }))).listen(0, "127.0.0.1", function () { require("fs").writeFileSync(process.argv[1], "http://127.0.0.1:" + this.address().port + "\\n") })' "$PWD/$SWITCHYARD_LAUNCH.url"`,
      ],
      { UrlPattern: '', Kind: 'openai', MinIdleTime: 100, UrlFile: '' },
    );
    await until('is ready', ({ phase }) => phase === 'running');
    await host.call('EditBackend', { backend_id: id, settings: { UrlFile: `${folder}/{LAUNCH}.url` } });
    await until('is ready', ({ phase }) => phase === 'running');
    expect(await host.call('ReportDemand', { backend_id: id, waiting: 9 })).toEqual({ waiting: 9 });
    await until(
      'knows of them',
      ({ scale }) => scale?.waiting === 9 && scale.starting === 0 && scale.up === 0,
    );
    await host.call('ReportDemand', { backend_id: id, waiting: 10 });
    await until('has one instance', ({ scale }) => (scale?.up ?? 0) > 0);
    expect(await host.call('ReportDemand', { backend_id: id, waiting: 0 })).toEqual({ waiting: 0 });
  });
});

describe.concurrent('a script that launches no instance', () => {
  const cases: [what: string, lines: string[], words: RegExp, settings?: object][] = [
    [
      'prints nothing',
      ['exit 0'],
      /Launch 1 failed: its script has ended \(exit code 0\), and it had named no address of an instance\./,
    ],
    [
      'ends with an error',
      ['echo boom', 'exit 3'],
      /Launch 1 failed: its script has ended \(exit code 3\), and it had named no address/,
    ],
    [
      'declares failure',
      ['echo "[SwarmAutoScaleBackend]DeclareFailed: no budget left[/SwarmAutoScaleBackend]"', 'sleep 60'],
      /it says that it failed: no budget left\./,
    ],
    ['never ends', ['sleep 60'], /it named no address within 0 minutes\./, { LaunchTimeout: 0.005 }],
    [
      'prints garbage',
      ["printf '\\377\\376\\000[SwarmAutoScaleBackend]NewURL[/SwarmAutoScaleBackend]\\n'"],
      /it had named no address of an instance/,
    ],
    [
      'names an address where something else answers',
      [
        'echo "[SwarmAutoScaleBackend]DoRetries: 0[/SwarmAutoScaleBackend]"',
        `echo "${newUrl('http://127.0.0.1:1/')}"`,
        'sleep 60',
      ],
      /127\.0\.0\.1:1 did not answer as an instance does: .+/,
      { ConnectionAttemptTimeoutSeconds: 1 },
    ],
  ];
  for (const [what, lines, words, settings] of cases)
    it(`that ${what}: the card says so, and it is not launched again and again`, async ({ scaled }) => {
      const { backends, host, id, until } = await scaled(lines, {
        MinBackends: 1,
        MinWaitAfterFailure: 10,
        ...settings,
      });
      const { notice, phase, scale } = await until(
        'has failed',
        ({ notice: said }) => said?.includes('failed') ?? false,
      );
      expect(notice).toMatch(words);
      expect(notice).toContain(`Launch 1 failed: ${scale?.last_launch?.failure}.`);
      expect(Date.parse(scale?.next_start_at ?? '')).toBeGreaterThan(Date.now());
      expect(notice).toContain('The next one comes no sooner than 10 min after that');
      expect(phase).toBe('running');
      await until('has ended it', ({ scale }) => scale?.starting === 0 && scale.draining === 0);
      const launches = (await backends.log(id)).filter(({ text }) => text.includes('is launched.'));
      expect(launches).toHaveLength(1);
      const { runs } = (await host.call('ListLogRuns', { backend_id: id })) as OperationOutput<'ListLogRuns'>;
      expect(runs.at(-1)).toMatchObject({ launch: 1, live: false });
    });

  it('that prints two addresses: the second one is ignored, with a word in the log', async ({ scaled }) => {
    const { backends, id, until } = await scaled(
      [
        `echo "${newUrl('http://127.0.0.1:9/first')}"`,
        `echo "${newUrl('http://127.0.0.1:9/second')}"`,
        'sleep 60',
      ],
      { MinBackends: 1 },
    );
    await eventually('the log says so', async () =>
      (await backends.log(id)).some(({ text }) =>
        text.includes('a second address, http://127.0.0.1:9/second, which is ignored'),
      ),
    );
    const { children } = await until('has one launch', ({ scale }) => scale?.starting === 1);
    expect(children).toMatchObject([{ title: 'Instance 1 at 127.0.0.1:9', status: 'loading' }]);
  });

  it('is no script at all, or is to keep more than it may start: the backend says what to correct', async ({
    scaled,
  }) => {
    const { host, backends, id } = await scaled([serverLine()], { MinBackends: 6 });
    expect((await backends.errored(id)).error?.message).toBe(
      `Backend ${id} "Farm" cannot start: Instances at least is 6, which is more than Instances at most (5).`,
    );
    await host.call('EditBackend', {
      backend_id: id,
      settings: { MinBackends: 0, StartScript: '/nowhere/launch.sh' },
    });
    const { error } = await backends.until(
      id,
      'misses it',
      (backend) => backend.error?.code === 'path_not_found',
    );
    expect(error?.message).toContain('there is no file at /nowhere/launch.sh');
  });
});
