/** Everything that can be done with a backend, as the items of a menu. */
import { Menu } from '@mantine/core';
import {
  ArrowDown,
  ArrowUp,
  ArrowUpToLine,
  ChartLine,
  ClipboardList,
  Code,
  Copy,
  CopyPlus,
  History,
  MemoryStick,
  Pencil,
  RotateCw,
  ScrollText,
  Settings2,
  SquareTerminal,
  Tag,
  Trash2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { backendMenuWords } from '../../../shared/words/en/backends/menu.ts';
import { words } from '../../../shared/words/words.ts';
import { useCopy } from '../../controls/use-copy.ts';
import { freeBlockedReason, restartChoice } from '../../format/blocked-reasons.ts';
import { Allowed, useBackend, useBlockedReason, useMay, usePanelServices } from '../../panel-context.tsx';
import { servesModels } from '../../try-it/purpose.ts';
import { duplicateAndShow, moveAndShow, removeWithUndo } from '../change-list.ts';
import type { Move } from '../list/arranging.ts';
import { PinItems } from '../pin/pin-items.tsx';
import { pageAddressOf, shownAddress } from '../shown-address.ts';

const t = words(backendMenuWords);

export interface CardMenuProps {
  id: number;
  name: string;
  deleting: boolean;
}

const moves: readonly { move: Move; label: 'moveToTop' | 'moveUp' | 'moveDown'; icon: ReactNode }[] = [
  { move: 'top', label: 'moveToTop', icon: <ArrowUpToLine size={15} aria-hidden /> },
  { move: 'up', label: 'moveUp', icon: <ArrowUp size={15} aria-hidden /> },
  { move: 'down', label: 'moveDown', icon: <ArrowDown size={15} aria-hidden /> },
];

export function CardMenuItems(props: CardMenuProps) {
  const mayDelete = useMay('DeleteBackend');
  const lockedReason = useBlockedReason('DeleteBackend');
  return (
    <>
      {lockedReason === null || !mayDelete ? null : <Menu.Label>{lockedReason}</Menu.Label>}
      <OpenItems id={props.id} />
      <Allowed operation="RestartBackends">
        <RestartItem id={props.id} />
      </Allowed>
      <Allowed operation="FreeBackendMemory">
        <Menu.Divider />
        <MemoryItems id={props.id} />
      </Allowed>
      <Allowed operation="EditBackend">
        <PinItems id={props.id} />
      </Allowed>
      <Menu.Divider />
      <UseInItem id={props.id} />
      <AddressItems id={props.id} />
      <Allowed operation="ArrangeBackends">
        <Menu.Divider />
        <MoveItems {...props} />
      </Allowed>
      <Allowed operation="DeleteBackend">
        <Menu.Divider />
        <ListItems {...props} />
      </Allowed>
    </>
  );
}

/** Opens the dialogs of the backend. */
function OpenItems({ id }: { id: number }) {
  const { open, view } = usePanelServices();
  const editBlocked = useBlockedReason('EditBackend');
  return (
    <>
      <Allowed operation="EditBackend">
        <Menu.Item
          leftSection={<Settings2 size={15} aria-hidden />}
          onClick={() => open({ kind: 'edit', id })}
        >
          {t('settings')}
        </Menu.Item>
      </Allowed>
      <Allowed operation="EditBackend">
        <Menu.Item
          leftSection={<Pencil size={15} aria-hidden />}
          disabled={editBlocked !== null}
          onClick={() => view.setState({ renaming: id })}
        >
          {t('rename')}
        </Menu.Item>
      </Allowed>
      <Menu.Item leftSection={<ScrollText size={15} aria-hidden />} onClick={() => open({ kind: 'log', id })}>
        {t('openLog')}
      </Menu.Item>
      <Allowed operation="GetActivity">
        <Menu.Item
          leftSection={<History size={15} aria-hidden />}
          onClick={() => open({ kind: 'activity', id })}
        >
          {t('activity')}
        </Menu.Item>
      </Allowed>
      <Allowed operation="GetDiagnosticReport">
        <Menu.Item
          leftSection={<ClipboardList size={15} aria-hidden />}
          onClick={() => open({ kind: 'report', id })}
        >
          {t('report')}
        </Menu.Item>
      </Allowed>
      <Allowed operation="TagBackend">
        <Menu.Item leftSection={<Tag size={15} aria-hidden />} onClick={() => open({ kind: 'tags', id })}>
          {t('tags')}
        </Menu.Item>
      </Allowed>
      <Menu.Item
        leftSection={<ChartLine size={15} aria-hidden />}
        onClick={() => open({ kind: 'usage', id })}
      >
        {t('usage')}
      </Menu.Item>
    </>
  );
}

function RestartItem({ id }: { id: number }) {
  const { actions } = usePanelServices();
  const backend = useBackend(id);
  const lockedReason = useBlockedReason('RestartBackends');
  if (backend === undefined) return null;
  const { label, action, blocked: phaseReason } = restartChoice(backend);
  const blocked = lockedReason ?? phaseReason;
  return (
    <Menu.Item
      leftSection={<RotateCw size={15} aria-hidden />}
      disabled={blocked !== null}
      {...(blocked === null ? {} : { title: blocked })}
      onClick={() => void actions.restartAs(id, action)}
    >
      {label}
    </Menu.Item>
  );
}

function MemoryItems({ id }: { id: number }) {
  const { actions } = usePanelServices();
  const backend = useBackend(id);
  const blocked = useBlockedReason('FreeBackendMemory') ?? (backend ? freeBlockedReason(backend) : null);
  const items = [
    { label: t('freeVram'), systemRam: false },
    { label: t('freeVramAndRam'), systemRam: true },
  ];
  return (
    <>
      {blocked === null ? null : <Menu.Label>{blocked}</Menu.Label>}
      {items.map(({ label, systemRam }) => (
        <Menu.Item
          key={label}
          leftSection={<MemoryStick size={15} aria-hidden />}
          disabled={blocked !== null}
          onClick={() => void actions.freeMemory(id, systemRam)}
        >
          {label}
        </Menu.Item>
      ))}
    </>
  );
}

function AddressItems({ id }: { id: number }) {
  const services = usePanelServices();
  const { open } = services;
  const backend = useBackend(id);
  const { message, copy } = useCopy(t('copyAddress'));
  const address = backend && shownAddress(backend, pageAddressOf(services))?.url;
  return (
    <>
      <Menu.Item
        leftSection={<Copy size={15} aria-hidden />}
        disabled={address === undefined}
        closeMenuOnClick={false}
        onClick={() => copy(address ?? '')}
      >
        {message}
      </Menu.Item>
      <Menu.Item
        leftSection={<SquareTerminal size={15} aria-hidden />}
        disabled={backend?.command_line === undefined}
        onClick={() => open({ kind: 'command-line', id })}
      >
        {t('showCommandLine')}
      </Menu.Item>
    </>
  );
}

/** For a backend whose models other programs can use. */
function UseInItem({ id }: { id: number }) {
  const { open } = usePanelServices();
  const backend = useBackend(id);
  if (backend === undefined || !servesModels(backend)) return null;
  return (
    <Menu.Item leftSection={<Code size={15} aria-hidden />} onClick={() => open({ kind: 'use-in', id })}>
      {t('useItIn')}
    </Menu.Item>
  );
}

function MoveItems({ id, deleting }: CardMenuProps) {
  const services = usePanelServices();
  const blocked = useBlockedReason('ArrangeBackends');
  return moves.map(({ move, label, icon }) => (
    <Menu.Item
      key={move}
      leftSection={icon}
      disabled={blocked !== null || deleting}
      onClick={() => moveAndShow(services, id, move)}
    >
      {t(label)}
    </Menu.Item>
  ));
}

/** Adds a copy of the backend to the list, or deletes the backend. */
function ListItems({ id, name, deleting }: CardMenuProps) {
  const services = usePanelServices();
  const blocked = useBlockedReason('DeleteBackend');
  return (
    <>
      <Menu.Item
        leftSection={<CopyPlus size={15} aria-hidden />}
        disabled={blocked !== null || deleting}
        onClick={() => void duplicateAndShow(services, id)}
      >
        {t('duplicate')}
      </Menu.Item>
      <Menu.Item
        leftSection={<Trash2 size={15} aria-hidden />}
        disabled={blocked !== null || deleting}
        className="sy-danger-item"
        onClick={() => void removeWithUndo(services, { id, name })}
      >
        {t('delete')}
      </Menu.Item>
    </>
  );
}
