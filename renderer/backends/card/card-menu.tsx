import { ActionIcon } from '@mantine/core';
import { EllipsisVertical } from 'lucide-react';
import { memo, useRef } from 'react';
import { backendCardWords } from '../../../shared/words/en/backends/card.ts';
import { words } from '../../../shared/words/words.ts';
import { titleElementId } from '../../controls/backend-element.ts';
import { usePanelServices, useView } from '../../panel-context.tsx';
import { menuRequest } from '../menu/context-menu.ts';

const t = words(backendCardWords);

/** The button that opens the menu of a backend. The menu itself is one for all of them. */
export const CardMenu = memo(function CardMenu({ id }: { id: number }) {
  const { view } = usePanelServices();
  const button = useRef<HTMLButtonElement>(null);
  const isOpen = useView(({ menu }) => menu?.id === id && menu.opener === button.current);
  /** A press outside of the menu, as on this button, closes it before the click comes. */
  const wasOpen = useRef(false);
  return (
    <ActionIcon
      ref={button}
      variant="subtle"
      color="gray"
      size={26}
      me={-6}
      className="sy-quiet-button"
      aria-label={t('moreActions')}
      aria-describedby={titleElementId(id)}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      onPointerDown={() => {
        wasOpen.current = isOpen;
      }}
      onClick={({ currentTarget }) => {
        if (!wasOpen.current) view.setState({ menu: menuRequest(currentTarget) });
        wasOpen.current = false;
      }}
    >
      <EllipsisVertical size={17} aria-hidden />
    </ActionIcon>
  );
});
