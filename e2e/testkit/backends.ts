/** What tests do with backends, through anything that can call operations. Knows no test framework. */
import type { Backend, FullBackend } from '../../shared/backend.ts';
import { eventually } from './eventually.ts';

export interface Callable {
  /** The error of an operation is `{error, …}`, as on the wire. */
  call(operation: string, input?: object): Promise<Record<string, unknown>>;
}

export interface LogLine {
  seq: number;
  stream: string;
  text: string;
}

export class Backends {
  readonly host: Callable;

  constructor(host: Callable) {
    this.host = host;
  }

  /** Adds a backend of the fake type. */
  add(settings: object = {}, more: object = {}): Promise<Backend> {
    return this.#must<Backend>('AddNewBackend', { type_id: 'fake', settings, ...more });
  }

  /** Adds one and waits until it is ready. */
  async addRunning(settings: object = {}, more: object = {}): Promise<FullBackend> {
    const { id } = await this.add(settings, more);
    return await this.running(id);
  }

  /** Adds one and disables it. */
  async addResting(settings: object = {}, more: object = {}): Promise<Backend> {
    const { id } = await this.add(settings, more);
    await this.toggle(id, false);
    return await this.one(id);
  }

  edit(id: number, input: object): Promise<Backend> {
    return this.#must<Backend>('EditBackend', { backend_id: id, ...input });
  }

  toggle(id: number, enabled: boolean): Promise<{ result: string }> {
    return this.#must('ToggleBackend', { backend_id: id, enabled });
  }

  delete(id: number): Promise<{ result: string }> {
    return this.#must('DeleteBackend', { backend_id: id });
  }

  restart(backend: number | 'all' = 'all'): Promise<{ result: string; count: number }> {
    return this.#must('RestartBackends', { backend });
  }

  list(): Promise<Record<string, Backend>> {
    return this.#must('ListBackends', {});
  }

  fullList(): Promise<Record<string, FullBackend>> {
    return this.#must('ListBackends', { full_data: true });
  }

  async one(id: number): Promise<Backend> {
    const found = (await this.list())[String(id)];
    if (!found) throw new Error(`There is no backend ${id}.`);
    return found;
  }

  async full(id: number): Promise<FullBackend> {
    const found = (await this.fullList())[String(id)];
    if (!found) throw new Error(`There is no backend ${id}.`);
    return found;
  }

  /** Waits until the backend fits. @param what for the error when it never does */
  async until(id: number, what: string, fits: (backend: FullBackend) => boolean): Promise<FullBackend> {
    let last: FullBackend | undefined;
    return await eventually(
      `backend ${id} ${what}`,
      async () => {
        last = (await this.fullList())[String(id)];
        return last && fits(last) ? last : undefined;
      },
      () => last,
    );
  }

  running(id: number): Promise<FullBackend> {
    return this.until(id, 'is running', ({ status }) => status === 'running');
  }

  errored(id: number): Promise<FullBackend> {
    return this.until(id, 'is errored', ({ status }) => status === 'errored');
  }

  /** Waits until it has tried to start, and is not set up yet. */
  unconfigured(id: number): Promise<FullBackend> {
    return this.until(
      id,
      'is not set up yet',
      ({ status, phase }) => status === 'disabled' && phase === 'errored',
    );
  }

  async log(id: number): Promise<LogLine[]> {
    const { lines } = await this.#must<{ lines: LogLine[] }>('GetBackendLog', { backend_id: id });
    return lines;
  }

  /** PIDs of the grandchildren that the fake worker reported. */
  grandchildren(id: number, count: number): Promise<number[]> {
    return eventually(`backend ${id} has ${count} grandchildren`, async () => {
      const pids = (await this.log(id)).flatMap(({ text }) => /^GRANDCHILD (\d+)$/.exec(text)?.[1] ?? []);
      return pids.length >= count && pids.map(Number);
    });
  }

  /** @throws Error when the operation answers with one */
  async #must<T>(operation: string, input: object): Promise<T> {
    const reply = await this.host.call(operation, input);
    if ('error' in reply) throw new Error(`${operation}: ${String(reply.error)}`);
    return reply as T;
  }
}
