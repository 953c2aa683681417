/** The operations of the random sequences: what is called, and what it must come to. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { MAX_BACKEND_ID, MAX_TITLE_LENGTH } from '../../../shared/limits.ts';
import { ModelBackend, type ModelSettings, type RegistryModel } from './registry-model.ts';
import type { Expected, TestedRegistry } from './tested-registry.ts';

/** Chooses one of the backends that are listed; where it is too large, none. */
type Pick = number;

export type Operation =
  | { kind: 'add'; title: string; settings: Partial<ModelSettings>; typeId: 'test' | 'unknown' }
  | { kind: 'edit'; pick: Pick; title?: string; settings: Partial<ModelSettings>; newId?: number }
  | { kind: 'toggle'; pick: Pick; enabled: boolean }
  | { kind: 'delete'; pick: Pick }
  | { kind: 'restart'; pick: Pick | 'all' }
  | { kind: 'free'; pick: Pick | 'all' }
  | { kind: 'list-types' }
  | { kind: 'restore'; pick: Pick }
  | { kind: 'arrange'; picks: Pick[] };

const NO_BACKEND = 777_777;
export const LONG_TITLE = 'x'.repeat(MAX_TITLE_LENGTH + 1);

const anyPick = fc.nat({ max: 5 });
const anySettings = fc.record(
  { Model: fc.constantFrom('', 'a', 'b'), MaxUsages: fc.constantFrom(1, 2, 99), AutoRestart: fc.boolean() },
  { requiredKeys: [] },
);
const anyTitle = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('', 'Flux', 'Flux', 'Ünïcode 🚂', '"quoted"\\') },
  { weight: 1, arbitrary: fc.constant(LONG_TITLE) },
);
const add = fc.record({
  kind: fc.constant('add' as const),
  title: anyTitle,
  settings: anySettings,
  typeId: fc.oneof(
    { weight: 9, arbitrary: fc.constant('test' as const) },
    { weight: 1, arbitrary: fc.constant('unknown' as const) },
  ),
});
const edit = fc.record(
  { kind: fc.constant('edit' as const), pick: anyPick, title: anyTitle, settings: anySettings },
  { requiredKeys: ['kind', 'pick', 'settings'] },
);
const toggle = fc.record({ kind: fc.constant('toggle' as const), pick: anyPick, enabled: fc.boolean() });
const deletion = fc.record({ kind: fc.constant('delete' as const), pick: anyPick });
const pickOrAll = fc.oneof(anyPick, fc.constant('all' as const));
const restart = fc.record({ kind: fc.constant('restart' as const), pick: pickOrAll });
/** Those whose result follows from the order in which they are called, where several are called at the same time. */
export const anyOrderedOperation: fc.Arbitrary<Operation> = fc.oneof(add, edit, toggle, deletion, restart);
const renumber = fc.record({
  kind: fc.constant('edit' as const),
  pick: anyPick,
  settings: anySettings,
  newId: fc.oneof(fc.nat({ max: 12 }), fc.constantFrom(-5, MAX_BACKEND_ID, MAX_BACKEND_ID + 1)),
});
export const anyOperation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 10, arbitrary: anyOrderedOperation },
  { weight: 1, arbitrary: renumber },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('free' as const), pick: pickOrAll }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'list-types' as const }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore' as const), pick: anyPick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('arrange' as const),
      picks: fc.uniqueArray(anyPick, { maxLength: 4 }),
    }),
  },
);

export interface Context {
  model: RegistryModel;
  tested: TestedRegistry;
  /** When the operations of the same time are called. */
  listed: readonly ModelBackend[];
}

/** Calls the operation, and applies to the model what it must come to. */
export function callOperation(operation: Operation, context: Context): void {
  const { model, tested } = context;
  const { registry } = tested;
  const name = JSON.stringify(operation).replaceAll(LONG_TITLE, 'too long');
  switch (operation.kind) {
    case 'add': {
      const { typeId, title, settings } = operation;
      const expected = expectAdd(operation, model);
      tested.call(name, () => registry.add({ typeId, title, settings }), expected);
      return;
    }
    case 'edit': {
      const { backend, id } = resolve(operation.pick, context);
      const { title, settings, newId } = operation;
      const request = {
        settings,
        ...(title === undefined ? {} : { title }),
        ...(newId === undefined ? {} : { newId }),
      };
      tested.call(name, () => registry.edit(id, request), expectEdit(operation, backend, context));
      return;
    }
    case 'toggle': {
      const { backend, id } = resolve(operation.pick, context);
      const { enabled } = operation;
      tested.call(name, () => registry.toggle(id, enabled), expectToggle(enabled, backend, model));
      return;
    }
    case 'delete': {
      const { backend, id } = resolve(operation.pick, context);
      tested.call(name, () => registry.delete(id), expectDelete(backend, model));
      return;
    }
    case 'restart': {
      const target = resolveTarget(operation.pick, context);
      tested.call(name, () => registry.restart(target.id), expectRestart(target, model));
      return;
    }
    case 'free': {
      const target = resolveTarget(operation.pick, context);
      const running = target.backends.filter(({ status }) => status === 'running');
      const expected: Expected = { value: running.map(({ id }) => ({ id, ok: true })) };
      tested.call(name, () => tested.free(target.id), expected);
      return;
    }
    case 'list-types': {
      const names = async () => registry.types.map(({ id }) => id);
      tested.call(name, names, { value: ['test'] });
      return;
    }
    case 'restore':
      callRestore(name, operation.pick, context);
      return;
    case 'arrange':
      callArrange(name, operation.picks, context);
      return;
  }
}

function resolve(pick: Pick, { listed }: Context): { backend: ModelBackend | undefined; id: number } {
  const backend = listed[pick];
  return { backend, id: backend?.id ?? NO_BACKEND };
}

function resolveTarget(
  pick: Pick | 'all',
  context: Context,
): { id: 'all' | number; backends: ModelBackend[] } {
  if (pick === 'all') return { id: 'all', backends: [...context.listed] };
  const { backend, id } = resolve(pick, context);
  return { id, backends: backend ? [backend] : [] };
}

const isDeleted = (backend: ModelBackend, model: RegistryModel): boolean => model.deleted.includes(backend);

function expectAdd(
  { typeId, title, settings }: Extract<Operation, { kind: 'add' }>,
  model: RegistryModel,
): Expected {
  if (typeId === 'unknown') return { code: 'invalid_backend_type' };
  if (settings.MaxUsages === 99) return { code: 'invalid_setting' };
  if (title === LONG_TITLE) return { code: 'invalid_title' };
  if (model.diskFault) return { code: model.diskFault };
  const backend = new ModelBackend(model.takeNextId(), title, {
    Model: '',
    MaxUsages: 1,
    AutoRestart: true,
    ...settings,
  });
  model.backends.push(backend);
  return { value: { id: backend.id, status: 'waiting', enabled: true, modcount: 0, title } };
}

function expectEdit(
  { title, settings, newId }: Extract<Operation, { kind: 'edit' }>,
  backend: ModelBackend | undefined,
  { model, tested, listed }: Context,
): Expected {
  if (!backend) return { code: 'invalid_backend_id' };
  if (title === LONG_TITLE) return { code: 'invalid_title' };
  if (newId !== undefined && (newId < 0 || newId > MAX_BACKEND_ID)) return { code: 'invalid_new_id' };
  if (newId !== undefined && listed.some((other) => other !== backend && other.id === newId))
    return { code: 'backend_id_in_use' };
  if (isDeleted(backend, model)) return { code: 'invalid_backend_id' };
  if (settings.MaxUsages === 99) return { code: 'invalid_setting' };
  if (model.diskFault) return { code: model.diskFault };
  const needsRestart = settings.Model !== undefined && settings.Model !== backend.settings.Model;
  if (backend.enabled && (needsRestart || backend.status === 'errored')) backend.applyCommand();
  // A limit that the settings change counts from now on.
  if (backend.healthyWorker?.silentSince != null) backend.healthyWorker.silentSince = tested.clock.now();
  Object.assign(backend.settings, settings);
  backend.modcount += 1;
  if (title !== undefined) backend.title = title;
  if (newId !== undefined) {
    backend.id = newId;
    model.nextId = Math.max(model.nextId, newId + 1);
  }
  return { value: { id: backend.id, modcount: backend.modcount, title: backend.title } };
}

function expectToggle(enabled: boolean, backend: ModelBackend | undefined, model: RegistryModel): Expected {
  if (!backend || isDeleted(backend, model)) return { code: 'invalid_backend_id' };
  if (backend.enabled === enabled) return { value: false };
  if (!enabled && model.diskFault === 'other_writer') return { code: model.diskFault };
  const setEnabled = (value: boolean) => () => void Object.assign(backend, { enabled: value });
  const code = enabled ? model.change(setEnabled(true), setEnabled(false)) : null;
  if (code) return { code };
  backend.enabled = enabled;
  backend.applyCommand();
  return { value: true };
}

function expectDelete(backend: ModelBackend | undefined, model: RegistryModel): Expected {
  if (!backend) return { value: 'none' };
  // `removing`: the end of its worker is not confirmed yet.
  const value = expect.stringMatching(/^(deleted|removing)$/);
  if (isDeleted(backend, model)) return { value };
  if (model.diskFault === 'other_writer') return { code: model.diskFault };
  model.backends = model.backends.filter((other) => other !== backend);
  model.deleted.unshift(backend);
  if (backend.liveWorker) backend.liveWorker.isStopRequested = true;
  return { value };
}

function expectRestart(
  target: { id: 'all' | number; backends: ModelBackend[] },
  model: RegistryModel,
): Expected {
  const [first] = target.backends;
  const isNamed = target.id !== 'all';
  // One that there is not is no error, as in SwarmUI. A load that hangs is started again only where it is named.
  const statuses = ['running', 'idle', 'errored', ...(isNamed ? ['loading'] : [])];
  // Whether it loads already depends on how far an earlier command of the same time has come.
  const isOpen = isNamed && first?.isChanging;
  const restarted = target.backends.filter(
    (backend) => !isDeleted(backend, model) && statuses.includes(backend.status),
  );
  for (const backend of restarted) backend.applyCommand();
  return { value: isOpen ? expect.any(Number) : restarted.length };
}

function callRestore(name: string, pick: Pick, { model, tested }: Context): void {
  const backend = model.deleted[pick];
  // It waits for the end of the worker; what comes then depends on what happens meanwhile.
  if (backend?.liveWorker) return;
  const id = backend?.id ?? NO_BACKEND;
  tested.call(name, () => tested.registry.restore(id), expectRestore(backend, model));
}

function expectRestore(backend: ModelBackend | undefined, model: RegistryModel): Expected {
  if (!backend) return { code: 'not_restorable' };
  const { id } = backend;
  if (model.listed.some((other) => other.id === id)) return { code: 'backend_id_in_use' };
  // Of two with the same id, the one that was deleted last comes back.
  const restored = model.deleted.find((other) => other.id === id) as ModelBackend;
  const { backends, deleted } = model;
  const code = model.change(
    () => {
      model.deleted = deleted.filter((other) => other !== restored);
      model.backends = [...backends, restored];
    },
    () => Object.assign(model, { backends, deleted }),
  );
  if (code) return { code };
  restored.applyCommand();
  return { value: { id, enabled: restored.enabled } };
}

function callArrange(name: string, picks: readonly Pick[], context: Context): void {
  const order = picks.map((pick) => resolve(pick, context));
  const ids = order.map(({ id }) => id);
  const backends = order.flatMap(({ backend }) => backend ?? []);
  const expected: Expected =
    backends.length < order.length ? { code: 'invalid_backend_id' } : expectArrange(backends, context.model);
  context.tested.call(name, () => context.tested.registry.arrange(ids), expected);
}

function expectArrange(first: readonly ModelBackend[], model: RegistryModel): Expected {
  if (first.some((backend) => isDeleted(backend, model))) return { code: 'invalid_backend_id' };
  const rest = model.backends
    .filter((backend) => !first.includes(backend))
    .sort(
      (a, b) =>
        (a.position ?? Number.POSITIVE_INFINITY) - (b.position ?? Number.POSITIVE_INFINITY) || a.id - b.id,
    );
  const all = [...first, ...rest];
  const before = all.map(({ position }) => position);
  const code = model.change(
    () => all.forEach((backend, position) => void Object.assign(backend, { position })),
    () => all.forEach((backend, index) => void Object.assign(backend, { position: before[index] })),
  );
  if (code) return { code };
  return { value: all.map(({ id }) => id) };
}
