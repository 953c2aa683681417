/** The menu of what is needed seldom. */
import { ActionIcon, Menu } from '@mantine/core';
import { ClipboardList, Ellipsis, FileDown, FileUp, HardDrive, Info, Server, Trash2 } from 'lucide-react';
import { LanguageItems } from '../language/language-items.tsx';
import { Allowed, usePanelServices } from '../panel-context.tsx';
import { ColourSchemeItems } from '../theme/colour-scheme-items.tsx';

export function MoreMenu() {
  const { open } = usePanelServices();
  return (
    <Menu width={210}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={30} className="sy-quiet-button" aria-label="More">
          <Ellipsis size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Trash2 size={15} aria-hidden />} onClick={() => open({ kind: 'deleted' })}>
          Recently deleted…
        </Menu.Item>
        <Menu.Item leftSection={<Server size={15} aria-hidden />} onClick={() => open({ kind: 'fleet' })}>
          Fleet…
        </Menu.Item>
        <Allowed operation="DiscoverModels">
          <Menu.Item
            leftSection={<HardDrive size={15} aria-hidden />}
            onClick={() => open({ kind: 'models' })}
          >
            Models on this computer…
          </Menu.Item>
        </Allowed>
        <Allowed operation="ImportBackends">
          <Menu.Item leftSection={<FileUp size={15} aria-hidden />} onClick={() => open({ kind: 'import' })}>
            Import…
          </Menu.Item>
        </Allowed>
        <Allowed operation="ExportBackends">
          <Menu.Item
            leftSection={<FileDown size={15} aria-hidden />}
            onClick={() => open({ kind: 'export' })}
          >
            Export…
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
            Diagnostic report…
          </Menu.Item>
        </Allowed>
        <Menu.Item leftSection={<Info size={15} aria-hidden />} onClick={() => open({ kind: 'about' })}>
          About Switchyard
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
