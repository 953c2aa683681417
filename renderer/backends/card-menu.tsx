/** Everything that can be done with a backend, in one menu. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  Copy,
  EllipsisVertical,
  MemoryStick,
  RotateCw,
  ScrollText,
  Settings2,
  SquareTerminal,
  Trash2,
} from 'lucide-react';
import { useState } from 'react';
import type { FullBackend } from '../../shared/backend.ts';
import type { CallKind } from '../activity.ts';
import { useBlocked, usePanel } from '../panel.tsx';
import { showDeleted } from './deleted-toast.tsx';
import { freeBlocked, restartBlocked } from './reasons.ts';

interface CardMenuProps {
  backend: FullBackend;
  name: string;
  pending: readonly CallKind[];
}

export function CardMenu({ backend, name, pending }: CardMenuProps) {
  // The items are made only once somebody opens the menu: 200 cards would otherwise carry 1,600 of them.
  const [opened, setOpened] = useState(false);
  return (
    <Menu opened={opened} onChange={setOpened} width={232}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={26}
          className="sy-quiet-button"
          aria-label="More actions"
          mr={-6}
        >
          <EllipsisVertical size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {opened ? <CardMenuItems backend={backend} name={name} pending={pending} /> : null}
      </Menu.Dropdown>
    </Menu>
  );
}

function CardMenuItems({ backend, name, pending }: CardMenuProps) {
  const panel = usePanel();
  const { actions, open } = panel;
  const { id, address, command_line: commandLine } = backend;
  const changeBlocked = useBlocked('DeleteBackend');
  const callBlocked = useBlocked('FreeBackendMemory');
  const noRestart = changeBlocked ?? restartBlocked(backend);
  const noFree = callBlocked ?? freeBlocked(backend);
  const deleting = pending.includes('delete');

  const remove = async () => {
    if (await actions.remove(id)) showDeleted(panel, { id, name });
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
        onClick={() => void navigator.clipboard?.writeText(address ?? '')}
      >
        Copy address
      </Menu.Item>
      <Menu.Item
        leftSection={<SquareTerminal size={15} aria-hidden />}
        disabled={commandLine === undefined}
        onClick={() => open({ kind: 'command-line', id })}
      >
        Show command line
      </Menu.Item>
      <Menu.Divider />
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
