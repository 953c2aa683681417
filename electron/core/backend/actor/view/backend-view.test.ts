import { describe, expect, it } from 'vitest';
import type { BackendError } from '../../../../../shared/backend.ts';
import { SECRET_MASK, secret, text } from '../../../../../shared/settings.ts';
import { type AnyBackendType, defineBackendType } from '../../backend-type.ts';
import { commonSettings } from '../../common-settings.ts';
import { initialState, type LifecycleState, MAX_FAILURES } from '../../lifecycle/lifecycle-state.ts';
import { type BackendFacts, viewBackend } from './backend-view.ts';
import { CachedView, type ViewInputs } from './cached-view.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const at = (ms: number) => new Date(ms).toISOString();

const type: AnyBackendType = defineBackendType({
  id: 'view',
  name: 'View',
  description: 'For this test.',
  isStandard: true,
  makesImages: true,
  reportsUsage: true,
  features: ['of the type'],
  settings: {
    Model: text({ label: 'Model', description: 'Which.' }),
    Key: secret({ label: 'Key', description: 'A secret.' }),
  },
  maxUsages: () => 3,
  gpus: () => ['0'],
  autoRestart: () => true,
  stopTimeoutMs: () => 1,
  startTimeoutMs: () => 1,
  createAdapter: () => ({ start: async () => undefined }),
});

const error: BackendError = { code: 'crashed', message: 'It crashed.', hint: 'Read the log.' };
const stateOf = (over: Partial<LifecycleState>): LifecycleState => ({ ...initialState(true), ...over });
const record = {
  id: 4,
  uid: 'abcdef',
  type: 'view',
  title: 'Flux',
  enabled: true,
  modcount: 2,
  settings: {},
};
const stored: BackendFacts['stored'] = {
  record,
  type,
  title: 'Flux',
  displayName: 'Backend 4 "Flux"',
  settings: { Model: 'a', Key: 'hush' },
  commonSettings: commonSettings({}),
  unsavedReason: null,
};
const run: NonNullable<BackendFacts['run']> = {
  progress: { shown: { fraction: 0.5, line: 'half of it' } },
  facts: {},
  worker: null,
  port: null,
  exit: null,
  startedAt: NOW - 60_000,
  canFreeMemory: true,
  inFlight: 0,
  tokens: null,
};
const factsOf = (over: Partial<BackendFacts> = {}): BackendFacts => ({
  stored,
  state: stateOf({ phase: 'running' }),
  crashes: [],
  crashDiagnosis: null,
  wakeNotice: null,
  yieldNotice: null,
  silenceNotice: null,
  sleepNotice: null,
  run,
  resources: {},
  lastRequestAt: null,
  memoryNotice: null,
  shortage: null,
  slotWait: null,
  retryAt: null,
  forceStopAt: null,
  children: [],
  now: NOW,
  ...over,
});
const view = (over: Partial<BackendFacts> = {}) => viewBackend(factsOf(over));

it('as many requests as the engine says are shown while it runs, and else as many as the settings say', () => {
  const facts = { maxUsages: 8 };
  expect(view({ run: { ...run, facts } }).max_usages).toBe(8);
  expect(view({ run: { ...run, facts }, state: stateOf({ phase: 'errored' }) }).max_usages).toBe(3);
  expect(view().max_usages).toBe(3);
});

describe('every backend', () => {
  it('is shown with what the user chose, its secrets masked', () => {
    expect(view()).toMatchObject({
      id: 4,
      type: 'view',
      title: 'Flux',
      enabled: true,
      modcount: 2,
      settings: { Model: 'a', Key: SECRET_MASK },
      max_usages: 3,
      reports_usage: true,
    });
  });

  it('says that it uses no GPU where its settings keep it off all', () => {
    expect(view()).not.toHaveProperty('uses_gpus');
    const onProcessor = { ...type, gpus: () => null };
    expect(view({ stored: { ...stored, type: onProcessor } })).toMatchObject({ uses_gpus: false });
  });

  it('says how its work is known, where it does not tell of its requests', () => {
    expect(view({})).not.toHaveProperty('work_source');
    const counting = { ...type, reportsUsage: false, countsConnections: true };
    expect(view({ stored: { ...stored, type: counting } })).toMatchObject({ work_source: 'connections' });
  });

  it('of an unknown type shows no settings, for one of them may be a secret', () => {
    const unknown = view({ stored: { ...stored, type: undefined } });
    expect(unknown).toMatchObject({ settings: {}, max_usages: 0, can_load_models: false, features: [] });
    expect(unknown).not.toHaveProperty('gpu');
  });

  it('has tags and a position only where they were set', () => {
    expect(view()).not.toHaveProperty('tags');
    expect(view()).not.toHaveProperty('position');
    expect(view({ stored: { ...stored, record: { ...record, tags: ['a'], position: 0 } } })).toMatchObject({
      tags: ['a'],
      position: 0,
    });
  });

  it('shows when it was used last, in whole seconds', () => {
    expect(view()).toMatchObject({ seconds_since_used: 0, time_since_used: 'Never' });
    expect(view({ lastRequestAt: NOW - 61_900 })).toMatchObject({
      seconds_since_used: 61,
      time_since_used: '1 minute ago',
      last_used_at: at(NOW - 61_900),
    });
  });

  it('counts as used just now where the clock was set back after its last use', () => {
    expect(view({ lastRequestAt: NOW + 5000 })).toMatchObject({ seconds_since_used: 0 });
  });

  it('shows the next switch of its schedule', () => {
    const everyDay = commonSettings({ Schedule: '00:00-23:00' });
    const next = view({ stored: { ...stored, commonSettings: everyDay } }).schedule_next;
    expect(Date.parse(next?.at ?? '')).toBeGreaterThan(NOW);
  });

  it('shows why it is off only while it is off', () => {
    const off_notice = { at: at(NOW), message: 'Switched off by its schedule.' };
    const off = { ...record, enabled: false, off_notice };
    expect(view({ stored: { ...stored, record: off } }).off_notice).toEqual(off_notice);
    expect(view({ stored: { ...stored, record: { ...off, enabled: true } } })).not.toHaveProperty(
      'off_notice',
    );
  });
});

describe('the facts of a run', () => {
  const facts = {
    currentModel: 'flux',
    features: ['of the run'],
    address: 'http://127.0.0.1:1',
    loadStatus: 'loading',
    notice: 'A notice.',
    commandLine: 'program --flag',
  };
  const worker = { pid: 77 } as NonNullable<BackendFacts['run']>['worker'];
  const full = { ...run, facts, worker, port: 1 };

  it('are shown while it lives', () => {
    expect(view({ run: full })).toMatchObject({
      features: ['of the run'],
      current_model: 'flux',
      pid: 77,
      port: 1,
      address: 'http://127.0.0.1:1',
      started_at: at(NOW - 60_000),
      load_status: 'loading',
      notice: 'A notice.',
      command_line: 'program --flag',
      gpu: ['0'],
    });
  });

  it('are not shown where the backend is off', () => {
    const off = view({ run: null, state: stateOf({ phase: 'disabled' }) });
    for (const name of ['pid', 'port', 'address', 'started_at', 'gpu']) expect(off).not.toHaveProperty(name);
    expect(off).toMatchObject({ features: [], current_model: null });
  });

  it('tell how far it has come while it loads, and not afterwards', () => {
    const { shown } = run.progress;
    expect(view({ run: full, state: stateOf({ phase: 'loading' }) }).progress).toEqual(shown);
    expect(view({ run: full })).not.toHaveProperty('progress');
  });

  it('leave features and model out before it is ready', () => {
    expect(view({ run: full, state: stateOf({ phase: 'loading' }) })).toMatchObject({
      features: [],
      current_model: null,
      pid: 77,
    });
  });

  it('have no PID after its worker has exited', () => {
    const exited = { ...full, exit: { code: 1, signal: null } };
    expect(view({ run: exited, state: stateOf({ phase: 'stopping' }) })).not.toHaveProperty('pid');
  });

  it('of VRAM come from the driver, or from the engine where the driver reports nothing', () => {
    const engine = { ...run, facts: { vramBytes: 5 } };
    expect(view({ run: engine })).toMatchObject({ vram_bytes: 5, vram_source: 'engine' });
    const vram = new Map([
      ['GPU-a', 2],
      ['GPU-b', 1],
    ]);
    expect(view({ run: engine, resources: { vram, ramBytes: 9, cpuPercent: 50 } })).toMatchObject({
      vram_bytes: 3,
      vram_source: 'driver',
      ram_bytes: 9,
      cpu_percent: 50,
    });
  });

  it('include what was done to its memory', () => {
    const memoryNotice = { at: at(NOW), message: 'Its memory was freed.' };
    expect(view({ memoryNotice }).memory_notice).toEqual(memoryNotice);
    expect(view({ memoryNotice, state: stateOf({ phase: 'disabled' }) })).not.toHaveProperty('memory_notice');
  });
});

describe('the state', () => {
  it('shows stopping as waiting, with the time of the forced end', () => {
    expect(view({ state: stateOf({ phase: 'stopping' }), forceStopAt: NOW + 1000 })).toMatchObject({
      status: 'waiting',
      phase: 'stopping',
      next_step: { kind: 'force_stop', at: at(NOW + 1000) },
    });
  });

  it('shows the next attempt while it waits for that', () => {
    const state = stateOf({ phase: 'waiting', waitingFor: 'retry', failures: 2, error });
    expect(view({ state, run: null, retryAt: NOW + 200 })).toMatchObject({
      status: 'waiting',
      restarts: 2,
      error,
      next_step: { kind: 'retry', at: at(NOW + 200), attempt: 3, attempts: MAX_FAILURES, reason: error },
    });
  });

  it('shows for whom it waits only while it waits for its turn', () => {
    const slotWait = { kind: 'wait_for_start' as const, message: 'Backend 0 first.', backends: [{ id: 0 }] };
    const waiting = stateOf({ phase: 'waiting', waitingFor: 'slot' });
    expect(view({ state: waiting, run: null, slotWait }).next_step).toEqual(slotWait);
    expect(view({ slotWait }).next_step).toBeUndefined();
  });

  it('shows the shortage only while it waits for an answer', () => {
    const shortage = {
      kind: 'make_room' as const,
      message: 'Too little.',
      steps: [],
      enough: false,
      asks: true,
    };
    const waiting = stateOf({ phase: 'waiting', waitingFor: 'answer' });
    expect(view({ state: waiting, run: null, shortage }).next_step).toEqual(shortage);
    expect(view({ shortage })).not.toHaveProperty('next_step');
  });

  it('shows after the last attempt how often it was tried', () => {
    const state = stateOf({ phase: 'errored', failures: MAX_FAILURES, error });
    const shown = view({ state, run: null }).error;
    expect(shown?.code).toBe('crash_loop');
    expect(shown?.message).toContain(`${MAX_FAILURES} times in a row`);
    expect(shown?.message).toContain('It crashed.');
  });

  it('shows the error of a single failure as it is', () => {
    expect(view({ state: stateOf({ phase: 'errored', failures: 1, error }), run: null }).error).toEqual(
      error,
    );
  });
});

describe('a cached view', () => {
  const inputsOf = (over: Partial<ViewInputs> = {}): ViewInputs => ({
    ...factsOf({ lastRequestAt: NOW - 500 }),
    childFacts: [],
    ...over,
  });

  it('is the same object until something that it shows has changed', () => {
    const cached = new CachedView();
    const inputs = inputsOf();
    const first = cached.get(inputs, () => []);
    expect(cached.get({ ...inputs, now: NOW + 400 }, () => [])).toBe(first);
    const changes: Partial<ViewInputs>[] = [
      { stored: { ...stored, record: { ...record, modcount: 3 } } },
      { state: stateOf({ phase: 'idle' }) },
      { run: null },
      { run: run && { ...run, facts: { currentModel: 'b' } } },
      { run: run && { ...run, port: 80 } },
      { resources: { ramBytes: 7 } },
      { lastRequestAt: NOW },
      { now: NOW + 1000 },
      { memoryNotice: { at: at(NOW), message: 'Unloaded.' } },
      { retryAt: NOW },
      { forceStopAt: NOW },
      { childFacts: [] },
    ];
    for (const change of changes) {
      const before = cached.get(inputs, () => []);
      const after = cached.get({ ...inputs, ...change }, () => []);
      expect(after, JSON.stringify(change)).not.toBe(before);
      expect(after).toEqual(viewBackend({ ...inputs, ...change, children: [] }));
    }
  });

  it('shows what a run has become since, where the run is the same object', () => {
    const cached = new CachedView();
    const changing = { ...run, facts: {} as object, port: null as number | null };
    const inputs = inputsOf({ run: changing as ViewInputs['run'] });
    const first = cached.get(inputs, () => []);
    changing.port = 4711;
    expect(cached.get(inputs, () => [])).toMatchObject({ port: 4711 });
    changing.facts = { currentModel: 'other' };
    expect(cached.get(inputs, () => [])).toMatchObject({ current_model: 'other' });
    expect(first).not.toHaveProperty('port');
  });

  it('is made again each time where a schedule switches the backend', () => {
    const cached = new CachedView();
    const scheduled = commonSettings({ Schedule: 'mon-sun 08:00-20:00' });
    expect(scheduled.spans.length).toBeGreaterThan(0);
    const inputs = inputsOf({ stored: { ...stored, commonSettings: scheduled } });
    const before = cached.get(inputs, () => []).schedule_next;
    const later = cached.get({ ...inputs, now: NOW + 24 * 3600_000 }, () => []).schedule_next;
    expect(before?.at).not.toBe(later?.at);
  });
});

it('a backend that could free memory by its end alone says so while it runs', () => {
  expect(view({ run })).not.toHaveProperty('can_free_memory');
  const cannot = { ...run, canFreeMemory: false };
  expect(view({ run: cannot })).toMatchObject({ can_free_memory: false });
  expect(view({ run: cannot, state: stateOf({ phase: 'loading' }) })).not.toHaveProperty('can_free_memory');
});

it('requests that are not answered yet are counted while it is up', () => {
  expect(view({ run })).not.toHaveProperty('requests_in_flight');
  expect(view({ run: { ...run, inFlight: 3 } })).toMatchObject({ requests_in_flight: 3 });
  expect(view({ run: { ...run, inFlight: 3 }, state: stateOf({ phase: 'stopping' }) })).not.toHaveProperty(
    'requests_in_flight',
  );
});
