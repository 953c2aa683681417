/** Fakes of the rest of the program, for unit tests of the desktop host. */
import type { DesktopActions } from '../../../electron/desktop/actions/desktop-actions.ts';
import type { BackendChange, DesktopState } from '../../../electron/desktop/backends/desktop-state.ts';
import type { FullBackend } from '../../../shared/backend.ts';
import { SwitchyardError } from '../../../shared/errors.ts';
import type { HostInfo } from '../../../shared/events.ts';
import { createClient } from '../../../shared/transport.ts';

export function backendFixture(id: number, facts: Partial<FullBackend> = {}): FullBackend {
  const phase = facts.phase ?? 'running';
  return {
    id,
    type: 'test',
    status: phase === 'stopping' ? 'waiting' : phase === 'sleeping' ? 'idle' : phase,
    phase,
    settings: {},
    modcount: 0,
    features: [],
    enabled: phase !== 'disabled',
    title: `Backend ${id}`,
    can_load_models: true,
    max_usages: 1,
    seconds_since_used: 0,
    time_since_used: 'Never',
    current_model: null,
    restarts: 0,
    ...facts,
  };
}

export interface RecordedActions extends DesktopActions {
  /** The actions that were called, such as `ToggleBackend {"backend_id":3,"enabled":false}` or `show {"kind":"add"}`, in order. */
  calls: string[];
  /** Messages and hints of the calls that failed. */
  failures: string[];
  /** The replies by operation; an operation whose reply is an error fails with it. */
  replies: Record<string, unknown>;
}

/** The real client over a transport that only records the calls. */
export function recordActions(): RecordedActions {
  const calls: string[] = [];
  const failures: string[] = [];
  const replies: Record<string, unknown> = {};
  const record = (name: string, input?: unknown) =>
    calls.push(input === undefined ? name : `${name} ${JSON.stringify(input)}`);
  return {
    calls,
    failures,
    replies,
    client: createClient({
      call: async (name, input) => {
        record(name, input);
        const reply = replies[name] ?? {};
        return reply instanceof SwitchyardError
          ? { ok: false, error: reply.toReply() }
          : { ok: true, value: reply };
      },
      listen: () => () => undefined,
    }),
    attempt: (call) =>
      void call().catch((error: unknown) => {
        failures.push(error instanceof Error && 'hint' in error ? `${error.message} ${error.hint}` : '?');
      }),
    show: (to) => record('show', to),
    openAddress: (url) => record('open', url),
    copy: (text) => record('copy', text),
    quit: () => record('quit'),
  };
}

/** A state of the backends that a test sets. */
export class FakeDesktopState implements Pick<DesktopState, 'backends' | 'host' | 'onChange'> {
  readonly #listeners = new Set<(changes: readonly BackendChange[]) => void>();
  #backends: FullBackend[];
  #locked = false;

  constructor(...backends: FullBackend[]) {
    this.#backends = backends;
  }

  backends(): FullBackend[] {
    return this.#backends;
  }

  host(): HostInfo {
    return {
      version: '1',
      locked: this.#locked,
      data_dir: '/',
      platform: 'linux',
      surface: 'desktop',
      gateway: null,
    };
  }

  onChange(listener: (changes: readonly BackendChange[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  setBackends(...backends: FullBackend[]): void {
    const before = new Map(this.#backends.map((known) => [known.id, known]));
    this.#backends = backends;
    this.#notify(backends.map((after) => ({ before: before.get(after.id), after })));
  }

  lock(): void {
    this.#locked = true;
    this.#notify([]);
  }

  get subscribers(): number {
    return this.#listeners.size;
  }

  #notify(changes: readonly BackendChange[]): void {
    for (const listener of this.#listeners) listener(changes);
  }
}
