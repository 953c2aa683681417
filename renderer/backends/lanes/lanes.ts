/** Which lane of the machine each backend stands in. Pure functions of panel state and the GPUs. */
import { chosenGpuTokens } from '../../gpu/chosen-gpus.ts';
import { findGpu } from '../../gpu/gpu-names.ts';
import type { GpuInfo } from '../../gpu/resources-store.ts';
import type { PanelState, ShownBackend } from '../../state/panel-store.ts';
import { machineOf, thisComputer } from '../fleet/machine-of.ts';

/**
 * `gpu`: a graphics card. `missing`: one that settings name and the machine does not have. `any`: backends that may use every
 * card. `none`: those that choose none, for the processor or by their own settings. `machine`: those of another machine.
 */
const laneKinds = ['gpu', 'missing', 'any', 'none', 'machine'] as const;
export type LaneKind = (typeof laneKinds)[number];

export interface Lane {
  /** The same for as long as the lane is there: `gpu:0`, `any`, `machine:box.lan`. */
  key: string;
  kind: LaneKind;
  /** The number of the GPU, the number or UUID of one that is missing, or the host of the machine; else empty. */
  name: string;
  /** The backends that stand in it. */
  ids: readonly number[];
  /** Backends of several cards that stand in the lane of another one. */
  references: readonly number[];
}

const keyOf = (kind: LaneKind, name = ''): string => (name === '' ? kind : `${kind}:${name}`);

/**
 * The lanes of one backend, by what its settings choose and not by what it uses, so that one that is switched off stays where
 * it was. It stands in the first; the others refer to it.
 */
function laneKeysOf(
  backend: ShownBackend,
  { types }: Pick<PanelState, 'types'>,
  gpus: readonly GpuInfo[],
): string[] {
  const type = types?.get(backend.type);
  const machine = machineOf(backend, type);
  if (machine !== thisComputer()) return [keyOf('machine', machine)];
  const chosen = chosenGpuTokens(backend, type);
  if (chosen === null) return [keyOf('none')];
  if (chosen.length === 0) return [keyOf('any')];
  const found = chosen.flatMap((token) => findGpu(gpus, token)?.id ?? []).sort((a, b) => a - b);
  const missing = chosen.filter((token) => findGpu(gpus, token) === undefined);
  return [
    ...new Set([
      ...found.map((id) => keyOf('gpu', String(id))),
      ...missing.map((token) => keyOf('missing', token)),
    ]),
  ];
}

/**
 * The key of each lane, followed by the ids in it and by `ref:7` for each that stands in another. What is switched off comes
 * last. It is flat so that a shallow comparison is enough to find that nothing has moved.
 */
export function laneRows(
  ids: readonly number[],
  state: Pick<PanelState, 'backends' | 'types'>,
  gpus: readonly GpuInfo[],
): readonly (string | number)[] {
  const lanes = new Map<string, { on: number[]; off: number[]; references: string[] }>();
  const laneAt = (key: string) => {
    const lane = lanes.get(key) ?? { on: [], off: [], references: [] };
    lanes.set(key, lane);
    return lane;
  };
  for (const { id } of gpus) laneAt(keyOf('gpu', String(id)));
  // There a backend can be dropped that shall not be pinned any more.
  if (gpus.length > 0) laneAt(keyOf('any'));
  for (const id of ids) {
    const backend = state.backends.get(id);
    if (backend === undefined) continue;
    const [own, ...others] = laneKeysOf(backend, state, gpus);
    if (own !== undefined) laneAt(own)[backend.enabled ? 'on' : 'off'].push(id);
    for (const key of others) laneAt(key).references.push(`ref:${id}`);
  }
  return [...lanes.keys()].sort(byLane).flatMap((key) => {
    const { on, off, references } = laneAt(key);
    return [key, ...on, ...off, ...references];
  });
}

export function lanesOf(rows: readonly (string | number)[]): Lane[] {
  const lanes: (Lane & { ids: number[]; references: number[] })[] = [];
  for (const row of rows) {
    const last = lanes.at(-1);
    if (typeof row === 'number') last?.ids.push(row);
    else if (row.startsWith('ref:')) last?.references.push(Number(row.slice(4)));
    else lanes.push({ key: row, ...partsOf(row), ids: [], references: [] });
  }
  return lanes;
}

function partsOf(key: string): Pick<Lane, 'kind' | 'name'> {
  const kind = laneKinds.find((one) => key === one || key.startsWith(`${one}:`)) ?? 'none';
  return { kind, name: key.slice(kind.length + 1) };
}

function byLane(a: string, b: string): number {
  const [one, other] = [partsOf(a), partsOf(b)];
  return (
    laneKinds.indexOf(one.kind) - laneKinds.indexOf(other.kind) ||
    one.name.localeCompare(other.name, undefined, { numeric: true })
  );
}

/** The GPU to which a backend is pinned that is dropped on the lane; null: all of them; undefined where none can be. */
export function gpuOfLane({ kind, name }: Lane, gpus: readonly GpuInfo[]): number | null | undefined {
  if (kind === 'any') return null;
  const gpu = kind === 'gpu' ? gpus.find(({ id }) => String(id) === name) : undefined;
  return gpu === undefined || gpu.excluded ? undefined : gpu.id;
}
