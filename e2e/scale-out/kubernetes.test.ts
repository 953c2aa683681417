/** The script and the Job of docs/scale-out.md for Kubernetes, with a stand-in of kubectl that answers as the real one did. */
import { chmod, copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect } from 'vitest';
import type { FullBackend } from '../../shared/backend.ts';
import { it as hostIt, type OpenedHost } from '../launch/headless/host-for-test.ts';
import { eventually } from '../testkit/eventually.ts';
import { freePort } from '../testkit/net/free-port.ts';
import { isRunning } from '../testkit/processes.ts';
import { inRepository } from '../testkit/repository.ts';
import { askInstance } from './ask-instance.ts';
import { AT_ONCE } from './launch-script.ts';

const EXAMPLES = 'examples/kubernetes';
const MODEL = 'tiny-model';

type Cluster = OpenedHost & {
  id: number;
  /** Says how the cluster is from now on. */
  set(state: 'full' | 'refuse' | 'unreachable', isSo: boolean): Promise<void>;
  jobs(): Promise<string[]>;
  until(what: string, isSo: (backend: FullBackend) => boolean): Promise<FullBackend>;
};

const it = hostIt.extend<{ cluster(settings: object, state?: 'full' | 'refuse'): Promise<Cluster> }>({
  cluster: async ({ hostForTest, onTestFinished }, use) => {
    await use(async (settings, state) => {
      const folder = await mkdtemp(join(tmpdir(), 'switchyard-kubernetes-test-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
      const kubectl = join(folder, 'kubectl');
      const standIn = inRepository('e2e/stand-ins/kubectl/kubectl.mjs');
      await writeFile(kubectl, `#!/bin/sh\nexec '${process.execPath}' '${standIn}' "$@"\n`);
      await chmod(kubectl, 0o755);
      const port = await freePort();
      const ofExample = (name: string) => readFile(inRepository(`${EXAMPLES}/${name}`), 'utf8');
      await writeFile(
        join(folder, 'job.yaml'),
        (await ofExample('job.yaml')).replace('containerPort: 8000', `containerPort: ${port}`),
      );
      const StartScript = join(folder, 'launch-instance.sh');
      await copyFile(inRepository(`${EXAMPLES}/launch-instance.sh`), StartScript);
      await writeFile(
        StartScript,
        (await ofExample('launch-instance.sh')).replace('port=8000', `port=${port}`),
      );
      const set: Cluster['set'] = (name, isSo) =>
        isSo ? writeFile(join(folder, name), '') : rm(join(folder, name), { force: true });
      if (state) await set(state, true);
      const env = { KUBECTL_STAND_IN: folder, PATH: `${folder}${delimiter}${process.env.PATH}` };
      const opened = await hostForTest({ env });
      const { id } = await opened.backends.add(
        {
          StartScript,
          Models: [MODEL],
          MinQueuedBeforeExpand: 1,
          MinIdleTime: 0.02,
          ...AT_ONCE,
          ...settings,
        },
        { type_id: 'autoscalingbackend', title: 'Farm' },
      );
      return {
        ...opened,
        id,
        set,
        jobs: async () => (await readdir(folder)).filter((name) => /^switchyard-.*\.json$/.test(name)),
        until: (what, isSo) => opened.backends.until(id, what, isSo),
      };
    });
  },
});

describe.concurrent('an instance that is a Job of Kubernetes', () => {
  it('waits in the queue in the words of Kubernetes, answers, shows its log, and is deleted when it is unused', async ({
    cluster,
  }) => {
    const { backends, host, id, jobs, set, until } = await cluster({ MaxBackends: 1 }, 'full');
    await until('is ready', ({ phase }) => phase === 'running');
    const answer = askInstance(host, MODEL);
    const { notice, scale } = await until('waits', (backend) => backend.scale?.waits_for !== undefined);
    const reason = '0/1 nodes are available: 1 Insufficient nvidia.com/gpu';
    expect(scale?.waits_for).toEqual({ number: 1, reason });
    expect(notice).toBe(`Instance 1 is waiting in the queue: ${reason}.`);
    await set('full', false);
    const pid = await answer;
    expect(await jobs()).toHaveLength(1);
    await until('has none', (backend) => backend.scale?.up === 0 && backend.scale.draining === 0);
    await eventually('its Job is gone', async () => (await jobs()).length === 0);
    await eventually('its container has ended', () => !isRunning(pid));
    const log = (await backends.log(id)).map(({ text }) => text);
    expect(log).toContainEqual(expect.stringMatching(/^\[launch 1\] job\.batch\/switchyard-\S+-1 created$/));
    expect(log).toContainEqual(expect.stringMatching(/^\[launch 1\] listening on http/));
    expect(log).toContainEqual(expect.stringMatching(/^\[launch 1\] job\.batch "switchyard-\S+-1" deleted$/));
  });

  it('is kept while Kubernetes does not answer, and is replaced when its container has ended', async ({
    cluster,
  }) => {
    const { backends, host, id, jobs, set, until } = await cluster({ MaxBackends: 1, MinBackends: 1 });
    await until('is up', ({ scale }) => scale?.up === 1);
    const pid = await askInstance(host, MODEL);
    await set('unreachable', true);
    const texts = async () => (await backends.log(id)).map(({ text }) => text);
    await eventually(
      'the script has asked for the log again, in vain',
      async () => (await texts()).filter((text) => text.includes('The connection to the server')).length >= 2,
    );
    expect(await askInstance(host, MODEL)).toBe(pid);
    expect(await texts()).not.toContainEqual(expect.stringContaining('The Job has ended'));
    await set('unreachable', false);
    process.kill(pid, 'SIGKILL');
    const { children } = await until(
      'has another one',
      (backend) => backend.scale?.up === 1 && backend.children?.[0]?.remote.id === 2,
    );
    expect(children).toHaveLength(1);
    expect(await jobs()).toHaveLength(1);
    expect(await askInstance(host, MODEL)).not.toBe(pid);
  });

  it('that kubectl refuses is a launch that failed, with the reason in its log', async ({ cluster }) => {
    const { backends, id, jobs, until } = await cluster(
      { MinBackends: 1, MinWaitAfterFailure: 10 },
      'refuse',
    );
    const { notice } = await until('has failed', (backend) => backend.notice?.includes('failed') ?? false);
    expect(notice).toMatch(/^Launch 1 failed: it says that it failed: kubectl refused the Job\./);
    const log = (await backends.log(id)).map(({ text }) => text);
    expect(log).toContainEqual(expect.stringContaining('strict decoding error: unknown field'));
    expect(await jobs()).toEqual([]);
  });
});

it('docs/scale-out.md quotes the script and the Job as they are', async () => {
  const page = await readFile(inRepository('docs/scale-out.md'), 'utf8');
  for (const name of await readdir(inRepository(EXAMPLES))) {
    const text = await readFile(inRepository(`${EXAMPLES}/${name}`), 'utf8');
    expect(page, name).toContain(`<!-- ${EXAMPLES}/${name} -->\n\n\`\`\``);
    expect(page, name).toContain(`\n${text}\`\`\`\n`);
  }
});
