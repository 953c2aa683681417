/** The menu of a card. It opens everything that can be done with a backend. */
import { ActionIcon, Menu } from '@mantine/core';
import { EllipsisVertical } from 'lucide-react';
import { memo, useState } from 'react';
import { CardMenuItems, type CardMenuProps } from './card-menu-items.tsx';

const opener = {
  variant: 'subtle',
  color: 'gray',
  size: 26,
  className: 'sy-quiet-button',
  'aria-label': 'More actions',
  mr: -6,
  children: <EllipsisVertical size={17} aria-hidden />,
} as const;

/** A plain button until it is pressed for the first time, because 200 cards would otherwise render 200 menus. */
export const CardMenu = memo(function CardMenu(props: CardMenuProps) {
  const [isUsed, setIsUsed] = useState(false);
  const [opened, setOpened] = useState(false);
  if (!isUsed)
    return (
      <ActionIcon
        {...opener}
        aria-haspopup="menu"
        aria-expanded={false}
        onClick={() => {
          setIsUsed(true);
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
