/**
 * The one menu of what can be done with a backend. It opens at the button of a card, and at the pointer: on a right click, on
 * the key for context menus, and on a long press. One for the whole page, because 200 cards would otherwise render 200 menus.
 */
import { Menu } from '@mantine/core';
import { type Ref, useEffect } from 'react';
import { useBackendName } from '../../format/use-display-names.ts';
import { useCallState, usePanelServices, useView } from '../../panel-context.tsx';
import type { BackendMenuRequest } from '../../state/view-state.ts';
import { CardMenuItems } from '../card/card-menu-items.tsx';
import { listenForContextMenu } from './context-menu.ts';
import './backend-menu.css';

export function BackendMenu() {
  const { view } = usePanelServices();
  const request = useView(({ menu }) => menu);
  useEffect(() => listenForContextMenu((next) => view.setState({ menu: next })), [view]);
  if (request === null) return null;
  return <OpenMenu key={request.id} {...request} onClose={() => view.setState({ menu: null })} />;
}

function OpenMenu({ id, opener, at, onClose }: BackendMenuRequest & { onClose: () => void }) {
  const name = useBackendName(id);
  const { pending } = useCallState(id);
  return (
    <Menu
      opened
      onClose={onClose}
      // No key: one that is pressed before the menu has the focus is still pressed on the button, and would close it.
      clickOutsideEvents={['mousedown', 'touchstart']}
      width={232}
      position={at.width > 0 ? 'bottom-end' : 'bottom-start'}
      offset={at.width > 0 ? 8 : 0}
    >
      <Menu.Target>
        <Anchor at={at} />
      </Menu.Target>
      <Menu.Dropdown aria-labelledby={opener.id} className="sy-backend-menu">
        <CardMenuItems id={id} name={name} deleting={pending.includes('delete')} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Takes no more than this of what a target gets, because it is no button: whoever uses no pointer never meets it. */
function Anchor({ ref, at }: { ref?: Ref<HTMLSpanElement>; at: BackendMenuRequest['at'] }) {
  return <span ref={ref} className="sy-menu-anchor" aria-hidden style={at} />;
}
