/** The header: the name of the program, a summary of the backends, and what can be done with all of them. */

import { Menu, Title } from '@mantine/core';
import { ChevronDown, History, MemoryStick, Plus, RotateCw, Settings } from 'lucide-react';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton, IconButton } from '../controls/action-button.tsx';
import { FilterBox } from '../filter/filter-box.tsx';
import {
  Allowed,
  useBlockedReason,
  useCallState,
  usePanelServices,
  usePanelState,
  useView,
} from '../panel-context.tsx';
import { Mark } from '../theme/mark.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { MoreMenu } from './more-menu.tsx';
import { Summary } from './summary.tsx';
import './header.css';

const t = words(shellWords);

/** With fewer backends there is no filter, because all of them can be seen at once. */
const MIN_FILTERED_BACKENDS = 7;

export function Header() {
  const { open } = usePanelServices();
  const count = usePanelState(({ ids }) => ids.length);
  // A tag on a card sets the filter. Then it must be visible.
  const isFilterShown = useView(({ filterText, filterRequests }) => filterText !== '' || filterRequests > 0);
  const version = usePanelState(({ host }) => host?.version);
  const addBlocked = useBlockedReason('AddNewBackend');
  return (
    <header className="sy-header">
      <div className="sy-header-inner">
        <div className="sy-brand" title={version === undefined ? undefined : t('version', { version })}>
          <Mark />
          <Title order={1} size="md">
            Switchyard
          </Title>
        </div>
        {count > 0 ? <Summary /> : null}
        <div className="sy-header-actions">
          {count >= MIN_FILTERED_BACKENDS || isFilterShown ? <FilterBox /> : null}
          {count > 0 ? <AllBackendsActions /> : null}
          <Allowed operation="AddNewBackend">
            <ActionButton
              size="xs"
              leftSection={<Plus size={16} aria-hidden />}
              blocked={addBlocked}
              onClick={() => open({ kind: 'add' })}
            >
              {t('addBackend')}
            </ActionButton>
          </Allowed>
        </div>
        <div className="sy-header-tools">
          <Allowed operation="GetPreferences">
            <IconButton label={t('preferences')} size={30} onClick={() => open({ kind: 'preferences' })}>
              <Settings size={17} aria-hidden />
            </IconButton>
          </Allowed>
          <Allowed operation="GetActivity">
            <IconButton label={t('activity')} size={30} onClick={() => open({ kind: 'activity' })}>
              <History size={17} aria-hidden />
            </IconButton>
          </Allowed>
          <MoreMenu />
        </div>
      </div>
      {/* In the header, which stays in view: a user who has scrolled must see it, too, that the values are old. */}
      <ConnectionBanner />
    </header>
  );
}

function AllBackendsActions() {
  const { actions, open, store } = usePanelServices();
  const { pending } = useCallState('all');
  const restartBlocked = useBlockedReason('RestartBackends');
  const freeBlocked = useBlockedReason('FreeBackendMemory');
  return (
    <>
      <Allowed operation="RestartBackends">
        <ActionButton
          size="xs"
          variant="default"
          leftSection={<RotateCw size={15} aria-hidden />}
          className="sy-header-button"
          aria-label={t('restartAll')}
          blocked={restartBlocked}
          onClick={() => open({ kind: 'bulk', action: 'restart', ids: store.getState().ids })}
        >
          {t('restartAll')}
        </ActionButton>
      </Allowed>
      <Allowed operation="FreeBackendMemory">
        <Menu>
          <Menu.Target>
            <ActionButton
              variant="default"
              leftSection={<MemoryStick size={15} aria-hidden />}
              rightSection={<ChevronDown size={14} aria-hidden />}
              className="sy-header-button"
              aria-label={t('freeMemoryOfAll')}
              pending={pending.includes('free')}
              onClick={() => undefined}
            >
              {t('freeMemory')}
            </ActionButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{freeBlocked ?? t('freeMemoryText')}</Menu.Label>
            <Menu.Item disabled={freeBlocked !== null} onClick={() => void actions.freeAll(false)}>
              {t('freeVramOfAll')}
            </Menu.Item>
            <Menu.Item disabled={freeBlocked !== null} onClick={() => void actions.freeAll(true)}>
              {t('freeVramAndRamOfAll')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Allowed>
    </>
  );
}
