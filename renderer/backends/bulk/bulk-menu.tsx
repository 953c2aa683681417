import { ActionIcon, Menu } from '@mantine/core';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { BulkListItems, BulkMenuItems, mainKinds } from './bulk-menu-items.tsx';

/** What can be done to all backends of a group, or to all that the filter has left. */
export function BulkMenu({ ids, label }: { ids: readonly number[]; label: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <Menu width={200} opened={opened} onChange={setOpened} position="bottom-start">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={26} className="sy-quiet-button" aria-label={label}>
          <Ellipsis size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {opened ? (
          <>
            <BulkMenuItems ids={ids} kinds={mainKinds} />
            <Menu.Divider />
            <BulkListItems ids={ids} />
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}
