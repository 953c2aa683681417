/** What the soak does to a host, at random: operations, crashes of workers, panels that come and go. */
import { randomInt } from 'node:crypto';
import { WebSocket } from 'ws';
import type { TestHost } from '../../e2e/launch/headless/start-host.ts';

interface ShownBackend {
  id: number;
  pid?: number;
}

const MAX_BACKENDS = 8;
const MAX_PANELS = 4;
const pick = <T>(items: readonly T[]): T | undefined =>
  items[items.length === 0 ? 0 : randomInt(items.length)];

export class RandomOperations {
  readonly #host: TestHost;
  readonly #panels = new Set<WebSocket>();
  /** How often each was done. */
  readonly counts = new Map<string, number>();

  constructor(host: TestHost) {
    this.#host = host;
  }

  /** Does one thing. An operation may fail, as it is chosen without a look at the state; a fault of the host may not. */
  async one(): Promise<void> {
    const backends = await this.#list();
    const { id } = pick(backends) ?? { id: 0 };
    const actions: [name: string, act: () => Promise<unknown>][] = [
      ['add a program', () => this.#add(backends, 'command', { Command: '/bin/sleep', Arguments: '1000' })],
      [
        'add a worker',
        () => this.#add(backends, 'fake', { Flags: pick(['', '--flood 20000', '--crash-after-ms 300']) }),
      ],
      ['add one that cannot start', () => this.#add(backends, 'command', { Command: '/no/such/program' })],
      [
        'edit',
        () => this.#call('EditBackend', { backend_id: id, title: `title ${randomInt(1000)}`, settings: {} }),
      ],
      ['switch off', () => this.#call('ToggleBackend', { backend_id: id, enabled: false })],
      ['switch on', () => this.#call('ToggleBackend', { backend_id: id, enabled: true })],
      ['restart one', () => this.#call('RestartBackends', { backend: id })],
      ['restart all', () => this.#call('RestartBackends')],
      ['delete', () => this.#call('DeleteBackend', { backend_id: id })],
      ['duplicate', () => this.#duplicate(backends, id)],
      ['tag', () => this.#call('TagBackend', { backend_id: id, tags: [`tag ${randomInt(5)}`] })],
      ['log', () => this.#call('GetBackendLog', { backend_id: id, search: pick(['', 'a']) })],
      ['free memory', () => this.#call('FreeBackendMemory', {})],
      ['resources', () => this.#call('GetServerResourceInfo')],
      ['history', () => this.#call('GetResourceHistory', {})],
      ['metrics', async () => await (await this.#host.request('/metrics')).text()],
      [
        'a wrong route',
        async () => await (await this.#host.request('/API/NoSuchThing', { method: 'POST' })).text(),
      ],
      ['crash', async () => this.#crash(pick(backends.filter(({ pid }) => pid !== undefined)))],
      ['a panel comes', () => this.#openPanel(id)],
      ['a panel goes', async () => this.#closePanel(pick([...this.#panels]))],
    ];
    const [name, act] = pick(actions) ?? [];
    if (name === undefined || act === undefined) return;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    await act();
  }

  /** Brings the host to the state in which it is sampled: no backend and no panel. */
  async clear(): Promise<void> {
    for (const panel of this.#panels) this.#closePanel(panel);
    for (const { id } of await this.#list()) await this.#call('DeleteBackend', { backend_id: id });
  }

  async #list(): Promise<ShownBackend[]> {
    const list = await this.#host.call('ListBackends', { full_data: true });
    return Object.values(list as Record<string, ShownBackend>);
  }

  async #call(operation: string, input: object = {}): Promise<void> {
    const reply = await this.#host.call(operation, input);
    if (reply.code === 'internal_error') throw new Error(`${operation}: ${JSON.stringify(reply)}`);
  }

  async #add(backends: readonly unknown[], typeId: string, settings: object): Promise<void> {
    if (backends.length < MAX_BACKENDS)
      await this.#call('AddNewBackend', { type_id: typeId, settings: { ...settings, StopSeconds: 1 } });
  }

  async #duplicate(backends: readonly unknown[], id: number): Promise<void> {
    if (backends.length < MAX_BACKENDS) await this.#call('DuplicateBackend', { backend_id: id });
  }

  #crash(backend: ShownBackend | undefined): void {
    try {
      if (backend?.pid !== undefined) process.kill(backend.pid, pick(['SIGKILL', 'SIGSEGV']));
    } catch {
      // It has ended meanwhile.
    }
  }

  async #openPanel(id: number): Promise<void> {
    if (this.#panels.size >= MAX_PANELS) return;
    const socket = new WebSocket(`${this.#host.url.replace('http', 'ws')}/API/events`, {
      headers: { Authorization: `Bearer ${this.#host.token}` },
    });
    socket.on('message', () => undefined);
    await new Promise((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
    });
    socket.on('error', () => {
      // The host has disconnected it.
    });
    this.#panels.add(socket);
    socket.send(JSON.stringify({ listen: 1, to: { kind: 'state' } }));
    socket.send(JSON.stringify({ listen: 2, to: { kind: 'log', backend_id: id, after: 0 } }));
    socket.send(JSON.stringify({ listen: 3, to: { kind: 'resources' } }));
    socket.send(JSON.stringify({ attention: pick(['focused', 'visible', 'hidden']) }));
  }

  #closePanel(panel: WebSocket | undefined): void {
    if (panel === undefined) return;
    this.#panels.delete(panel);
    // A page that is closed says so; a machine that is switched off does not.
    if (randomInt(2) === 0) panel.close();
    else panel.terminate();
  }
}
