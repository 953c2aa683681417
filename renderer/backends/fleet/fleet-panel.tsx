/** The fleet: all instances and backends by machine, each machine with its cards, its memory and what its backends do. */
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useMemo, useState } from 'react';
import { SidePanel } from '../../controls/dialog/dialog.tsx';
import { CallMessages } from '../../controls/messages/call-messages.tsx';
import { StatusLine } from '../../controls/status-line.tsx';

import { formatGroupCount } from '../../format/group-names.ts';
import { formatInstances } from '../../format/scale-text.ts';
import { backendName } from '../../format/status-text.ts';
import { formatMoment } from '../../format/time.ts';
import { useResources } from '../../gpu/use-resources.ts';
import {
  useBackendType,
  useIsStale,
  usePanelServices,
  usePanelState,
  useTickingText,
} from '../../panel-context.tsx';
import type { ShownBackend } from '../../state/panel-store.ts';
import { type Group, groups } from '../../state/view-state.ts';
import { ChildRow } from '../card/children/child-row.tsx';
import { type FleetMachine, fleetOf } from './fleet.ts';
import { formatMemory, memoryHere, sumOfMemory } from './machine-memory.ts';
import { noMachineYet, thisComputer, unknownMachine } from './machine-of.ts';
import './fleet.css';
import { fleetWords } from '../../../shared/words/en/backends/fleet.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(fleetWords);

/** With more rows, machines on which all is well are folded at first. */
const MAX_UNFOLDED_ROWS = 60;

export function FleetPanel({ onClose }: { onClose: () => void }) {
  const machines = useFleet();
  const rows = machines.reduce((sum, machine) => sum + countRows(machine), 0);
  return (
    <SidePanel fill title={t('title')} size="min(860px, 94vw)" onClose={onClose}>
      <p className="sy-fleet-totals" role="status">
        {describeFleet(machines)}
      </p>
      <div className="sy-fleet">
        {machines.map((machine) => (
          <MachineSection key={machine.name} machine={machine} isLarge={rows > MAX_UNFOLDED_ROWS} />
        ))}
      </div>
    </SidePanel>
  );
}

function useFleet(): FleetMachine[] {
  const ids = usePanelState((state) => state.ids);
  const backends = usePanelState((state) => state.backends);
  const types = usePanelState((state) => state.types);
  const gpus = useResources((state) => state.gpus);
  const machine = useResources((state) => state.machine);
  return useMemo(
    () =>
      fleetOf({
        backends: ids.flatMap((id) => backends.get(id) ?? []),
        types,
        here: memoryHere({ gpus, machine }),
      }),
    [ids, backends, types, gpus, machine],
  );
}

const isKnown = ({ name }: FleetMachine) => name !== noMachineYet() && name !== unknownMachine();

const countRows = ({ own, shown }: FleetMachine): number =>
  own.length + shown.reduce((sum, { children }) => sum + children.length, 0);

/** `3 computers · 12 instances · 2 need attention · 98 ready · 6 GPUs, … in use · RAM … in use` */
function describeFleet(machines: readonly FleetMachine[]): string {
  const instances = machines.reduce((sum, machine) => sum + machine.instances, 0);
  const away = machines.filter(({ awaySince }) => awaySince !== null).length;
  const counts = Object.fromEntries(
    groups.map((group) => [group, machines.reduce((sum, machine) => sum + machine.counts[group], 0)]),
  ) as Record<Group, number>;
  return [
    t('computers', { count: machines.filter(isKnown).length }),
    ...(away > 0 ? [t('away', { count: away })] : []),
    ...(instances > 0 ? [t('instances', { count: instances })] : []),
    ...formatStates(counts),
    ...formatMemory(sumOfMemory(machines.map(({ memory }) => memory))),
  ].join(' · ');
}

const formatStates = (counts: Record<Group, number>): string[] =>
  groups.filter((group) => counts[group] > 0).map((group) => formatGroupCount(counts[group], group));

function MachineSection({ machine, isLarge }: { machine: FleetMachine; isLarge: boolean }) {
  const { awaySince, counts, instances, memory, name, own, shown } = machine;
  const [chosen, setChosen] = useState<boolean | null>(null);
  const isFolded = chosen ?? (isLarge && counts.attention === 0 && awaySince === null);
  const headingId = useId();
  const totalsId = useId();
  const Icon = isFolded ? ChevronRight : ChevronDown;
  const totals = [
    ...(instances > 0 ? [t('instances', { count: instances })] : []),
    ...formatStates(counts),
    ...formatMemory(memory),
  ];
  return (
    <section className="sy-fleet-machine" aria-labelledby={headingId} data-away={awaySince !== null}>
      <h2 className="sy-fleet-name" id={headingId}>
        <button
          type="button"
          className="sy-group-fold"
          aria-expanded={!isFolded}
          aria-describedby={totalsId}
          onClick={() => setChosen(!isFolded)}
        >
          <Icon size={15} aria-hidden />
          {name}
        </button>
      </h2>
      <div id={totalsId} className="sy-fleet-facts">
        {awaySince === null ? null : <AwaySince at={awaySince} />}
        {totals.join(' · ')}
      </div>
      {isFolded ? null : (
        <>
          <ul className="sy-fleet-own">
            {own.map((backend) => (
              <OwnRow key={backend.id} backend={backend} />
            ))}
          </ul>
          {shown.map(({ parent, children }) => (
            <div key={parent.id} className="sy-children sy-fleet-shown">
              <ParentLine parent={parent} hasScale={name === thisComputer()} />
              <CallMessages at={parent.id} />
              <ul>
                {children.map((child) => (
                  <ChildRow key={child.id} child={child} />
                ))}
              </ul>
            </div>
          ))}
        </>
      )}
    </section>
  );
}

function AwaySince({ at }: { at: string }) {
  const text = useTickingText((now) => t('noAnswerSince', { time: formatMoment(at, now) }));
  return <span className="sy-fleet-away">{text}</span>;
}

/** A backend of this host, with a way to its card. */
function OwnRow({ backend }: { backend: ShownBackend }) {
  const isStale = useIsStale();
  return (
    <li>
      <NameButton backend={backend} />
      {backend.scale === undefined ? (
        <StatusLine backend={backend} pending={[]} stale={isStale} />
      ) : (
        <span className="sy-child-state">{formatInstances(backend.scale)}</span>
      )}
    </li>
  );
}

/** The backend here that shows what follows. */
function ParentLine({ parent, hasScale }: { parent: ShownBackend; hasScale: boolean }) {
  const isStale = useIsStale();
  return (
    <div className="sy-fleet-parent">
      <NameButton backend={parent} />
      {parent.scale === undefined || !hasScale ? null : (
        <span className="sy-child-state">{formatInstances(parent.scale)}</span>
      )}
      {parent.phase === 'running' ? null : <StatusLine backend={parent} pending={[]} stale={isStale} />}
    </div>
  );
}

function NameButton({ backend }: { backend: ShownBackend }) {
  const { navigate } = usePanelServices();
  const type = useBackendType(backend.type);
  const name = backendName(backend, type?.name);
  return (
    <button
      type="button"
      className="sy-fleet-link sy-clip"
      dir="auto"
      title={t('show', { name })}
      onClick={() => navigate({ kind: 'backend', backend_id: backend.id })}
    >
      {name}
    </button>
  );
}
