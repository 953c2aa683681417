/** The menu of what is needed seldom. */

import { ActionIcon, Menu } from '@mantine/core';
import { ClipboardList, Ellipsis, FileDown, FileUp, HardDrive, Info, Server, Trash2 } from 'lucide-react';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { LanguageItems } from '../language/language-items.tsx';
import { Allowed, usePanelServices } from '../panel-context.tsx';
import { ColourSchemeItems } from '../theme/colour-scheme-items.tsx';

const t = words(shellWords);

export function MoreMenu() {
  const { open } = usePanelServices();
  return (
    <Menu width={210}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={30}
          className="sy-quiet-button"
          aria-label={t('more')}
        >
          <Ellipsis size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Trash2 size={15} aria-hidden />} onClick={() => open({ kind: 'deleted' })}>
          {t('recentlyDeleted')}
        </Menu.Item>
        <Menu.Item leftSection={<Server size={15} aria-hidden />} onClick={() => open({ kind: 'fleet' })}>
          {t('fleet')}
        </Menu.Item>
        <Allowed operation="DiscoverModels">
          <Menu.Item
            leftSection={<HardDrive size={15} aria-hidden />}
            onClick={() => open({ kind: 'models' })}
          >
            {t('models')}
          </Menu.Item>
        </Allowed>
        <Allowed operation="ImportBackends">
          <Menu.Item leftSection={<FileUp size={15} aria-hidden />} onClick={() => open({ kind: 'import' })}>
            {t('import')}
          </Menu.Item>
        </Allowed>
        <Allowed operation="ExportBackends">
          <Menu.Item
            leftSection={<FileDown size={15} aria-hidden />}
            onClick={() => open({ kind: 'export' })}
          >
            {t('export')}
          </Menu.Item>
        </Allowed>
        <Menu.Divider />
        <ColourSchemeItems />
        <Menu.Divider />
        <LanguageItems />
        <Allowed operation="GetDiagnosticReport">
          <Menu.Item
            leftSection={<ClipboardList size={15} aria-hidden />}
            onClick={() => open({ kind: 'report' })}
          >
            {t('diagnosticReport')}
          </Menu.Item>
        </Allowed>
        <Menu.Item leftSection={<Info size={15} aria-hidden />} onClick={() => open({ kind: 'about' })}>
          {t('aboutSwitchyard')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
