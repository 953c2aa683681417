/** Everything that can be done with a backend, in one menu. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  ArrowDown,
  ArrowUp,
  ArrowUpToLine,
  ChartLine,
  Copy,
  CopyPlus,
  EllipsisVertical,
  MemoryStick,
  RotateCw,
  ScrollText,
  Settings2,
  SquareTerminal,
  Tag,
  Trash2,
} from 'lucide-react';
import { memo, type ReactNode, useState } from 'react';
import { useCopy } from '../../controls/use-copy.ts';
import { freeBlockedReason, restartBlockedReason } from '../../format/blocked-reasons.ts';
import { useBackend, useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import { showDeleted } from '../dialogs/deleted-toast.tsx';
import type { Move } from '../list/arranging.ts';
import { revealCard } from '../list/reveal-card.ts';

interface CardMenuProps {
  id: number;
  name: string;
  deleting: boolean;
}

const opener = {
  variant: 'subtle',
  color: 'gray',
  size: 26,
  className: 'sy-quiet-button',
  'aria-label': 'More actions',
  mr: -6,
  children: <EllipsisVertical size={17} aria-hidden />,
} as const;

const moves: readonly { where: Move; label: string; icon: ReactNode }[] = [
  { where: 'top', label: 'Move to top', icon: <ArrowUpToLine size={15} aria-hidden /> },
  { where: 'up', label: 'Move up', icon: <ArrowUp size={15} aria-hidden /> },
  { where: 'down', label: 'Move down', icon: <ArrowDown size={15} aria-hidden /> },
];

/** A plain button until it is pressed for the first time: 200 cards would otherwise carry 200 menus. */
export const CardMenu = memo(function CardMenu(props: CardMenuProps) {
  const [used, setUsed] = useState(false);
  const [opened, setOpened] = useState(false);
  if (!used)
    return (
      <ActionIcon
        {...opener}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={() => {
          setUsed(true);
          setOpened(true);
        }}
      />
    );
  return (
    <Menu opened={opened} onChange={setOpened} width={232}>
      <Menu.Target>
        <ActionIcon {...opener} />
      </Menu.Target>
      <Menu.Dropdown>{opened ? <CardMenuItems {...props} /> : null}</Menu.Dropdown>
    </Menu>
  );
});

function CardMenuItems({ id, name, deleting }: CardMenuProps) {
  const backend = useBackend(id);
  const panel = usePanelServices();
  const { message: copyMessage, copy } = useCopy('Copy address');
  const { actions, arranging, open } = panel;
  const changeBlocked = useBlockedReason('DeleteBackend');
  const callBlocked = useBlockedReason('FreeBackendMemory');
  const noRestart = changeBlocked ?? (backend ? restartBlockedReason(backend) : null);
  const noFree = callBlocked ?? (backend ? freeBlockedReason(backend) : null);
  const address = backend?.address;

  const remove = async () => {
    if (await actions.remove(id)) showDeleted(panel, { id, name });
  };

  const duplicate = async () => {
    const copy = await actions.duplicate(id);
    if (copy !== null) revealCard(copy);
  };

  const move = (where: Move) => {
    arranging.move(id, where);
    revealCard(id);
  };

  return (
    <>
      {changeBlocked === null ? null : <Menu.Label>{changeBlocked}</Menu.Label>}
      <Menu.Item leftSection={<Settings2 size={15} aria-hidden />} onClick={() => open({ kind: 'edit', id })}>
        Edit
      </Menu.Item>
      <Menu.Item leftSection={<ScrollText size={15} aria-hidden />} onClick={() => open({ kind: 'log', id })}>
        Open log
      </Menu.Item>
      <Menu.Item leftSection={<Tag size={15} aria-hidden />} onClick={() => open({ kind: 'tags', id })}>
        Tags…
      </Menu.Item>
      <Menu.Item
        leftSection={<ChartLine size={15} aria-hidden />}
        onClick={() => open({ kind: 'usage', id })}
      >
        Usage…
      </Menu.Item>
      <Menu.Item
        leftSection={<RotateCw size={15} aria-hidden />}
        disabled={noRestart !== null}
        {...(noRestart === null ? {} : { title: noRestart })}
        onClick={() => void actions.restart(id)}
      >
        Restart
      </Menu.Item>
      <Menu.Divider />
      {noFree === null ? null : <Menu.Label>{noFree}</Menu.Label>}
      <Menu.Item
        leftSection={<MemoryStick size={15} aria-hidden />}
        disabled={noFree !== null}
        onClick={() => void actions.freeMemory(id, false)}
      >
        Free VRAM
      </Menu.Item>
      <Menu.Item
        leftSection={<MemoryStick size={15} aria-hidden />}
        disabled={noFree !== null}
        onClick={() => void actions.freeMemory(id, true)}
      >
        Free VRAM and RAM
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<Copy size={15} aria-hidden />}
        disabled={address === undefined}
        closeMenuOnClick={false}
        onClick={() => copy(address ?? '')}
      >
        {copyMessage}
      </Menu.Item>
      <Menu.Item
        leftSection={<SquareTerminal size={15} aria-hidden />}
        disabled={backend?.command_line === undefined}
        onClick={() => open({ kind: 'command-line', id })}
      >
        Show command line
      </Menu.Item>
      <Menu.Divider />
      {moves.map(({ where, label, icon }) => (
        <Menu.Item
          key={where}
          leftSection={icon}
          disabled={changeBlocked !== null || deleting}
          onClick={() => move(where)}
        >
          {label}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item
        leftSection={<CopyPlus size={15} aria-hidden />}
        disabled={changeBlocked !== null || deleting}
        onClick={() => void duplicate()}
      >
        Duplicate
      </Menu.Item>
      <Menu.Item
        leftSection={<Trash2 size={15} aria-hidden />}
        disabled={changeBlocked !== null || deleting}
        className="sy-danger-item"
        onClick={() => void remove()}
      >
        Delete
      </Menu.Item>
    </>
  );
}
