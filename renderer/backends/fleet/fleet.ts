/** All machines with the instances and backends that run there: a pure function of the panel's state. */
import {
  AUTOSCALING_TYPE,
  type BackendTypeInfo,
  type ChildBackend,
  isParentType,
} from '../../../shared/backend.ts';
import type { Machine } from '../../../shared/scale-out.ts';
import { countGroups } from '../../format/group-names.ts';
import type { ShownBackend } from '../../state/panel-store.ts';
import type { Group } from '../../state/view-state.ts';
import { type MachineMemory, memoryOf } from './machine-memory.ts';
import {
  byMachine,
  machineHeading,
  machineOf,
  noMachineYet,
  thisComputer,
  unknownMachine,
} from './machine-of.ts';

export interface FleetMachine {
  name: string;
  /** ISO 8601: since when nothing there answers; null while something does. */
  awaySince: string | null;
  memory: MachineMemory;
  instances: number;
  /** Its backends by state. Parents are no backends that do work. */
  counts: Record<Group, number>;
  /** Backends of this host that run there, or are asked there. */
  own: ShownBackend[];
  /** What parents show of it. */
  shown: { parent: ShownBackend; children: ChildBackend[] }[];
}

interface FleetFacts {
  backends: readonly ShownBackend[];
  types: ReadonlyMap<string, BackendTypeInfo> | null;
  /** Of this computer. */
  here: MachineMemory;
}

export function fleetOf({ backends, types, here }: FleetFacts): FleetMachine[] {
  const machines = new Map<string, Pick<FleetMachine, 'own' | 'shown'>>();
  const at = (name: string) => {
    const known = machines.get(name) ?? { own: [], shown: [] };
    machines.set(name, known);
    return known;
  };
  at(thisComputer());
  for (const backend of backends) {
    const machine = machineOf(backend, types?.get(backend.type));
    const [known] = backend.machines ?? [];
    if (!isParentType(backend.type) || backend.type === AUTOSCALING_TYPE) at(machine).own.push(backend);
    // A remote instance stands under its machine also while it shows nothing.
    else at(known ? machineHeading(known.name) : machine).shown.push({ parent: backend, children: [] });
    for (const child of backend.children ?? []) {
      const { shown } = at(machineOfChild(child, backend));
      const group = shown.find(({ parent }) => parent.id === backend.id);
      if (group) group.children.push(child);
      else shown.push({ parent: backend, children: [child] });
    }
  }
  const told = backends.flatMap((backend) => backend.machines ?? []);
  return [...machines.keys()].sort(byMachine).map((name) =>
    describe(
      name,
      machines.get(name) ?? { own: [], shown: [] },
      told.filter((machine) => machineHeading(machine.name) === name),
      here,
    ),
  );
}

function describe(
  name: string,
  { own, shown }: Pick<FleetMachine, 'own' | 'shown'>,
  told: readonly Machine[],
  here: MachineMemory,
): FleetMachine {
  const workers = [
    ...own.filter(({ type }) => !isParentType(type)),
    ...shown.flatMap(({ children }) =>
      children
        .filter(({ remote }) => !isParentType(remote.type))
        .map((child) => ({ ...child, phase: child.status })),
    ),
  ];
  return {
    name,
    awaySince: name === thisComputer() ? null : awaySinceOf(told),
    memory: name === thisComputer() ? here : memoryOf(told),
    instances: told.reduce((sum, { instances }) => sum + instances, 0),
    counts: countGroups(workers),
    // What stands above its instances need not stand there twice.
    own: own.filter(({ id }) => !shown.some(({ parent }) => parent.id === id)),
    shown,
  };
}

/** Since when no parent gets an answer from there; null while one does. */
export function awaySinceOf(told: readonly Machine[]): string | null {
  const since = told.flatMap(({ away_since: at }) => at ?? []);
  return told.length > 0 && since.length === told.length ? (since.sort().at(-1) ?? null) : null;
}

function machineOfChild({ machine, status }: ChildBackend, parent: ShownBackend): string {
  if (machine !== undefined) return machineHeading(machine);
  return parent.type === AUTOSCALING_TYPE && status === 'loading' ? noMachineYet() : unknownMachine();
}
