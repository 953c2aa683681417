/** The dialog with the settings of one backend. */
import { Text } from '@mantine/core';
import { useRef } from 'react';
import { backendDialogsWords } from '../../../shared/words/en/backends/dialogs.ts';
import { words } from '../../../shared/words/words.ts';
import { SidePanel } from '../../controls/dialog/dialog.tsx';
import { useBackend, useBackendType, usePanelState } from '../../panel-context.tsx';
import { EditForm } from './edit-form.tsx';
import { MissingTypes } from './missing-types.tsx';

const t = words(backendDialogsWords);

export function EditBackend({
  id,
  setting,
  onClose,
}: {
  id: number;
  /** The name of the setting at which the form opens. */
  setting?: string | undefined;
  onClose: () => void;
}) {
  const backend = useBackend(id);
  // The form stays open when its backend is deleted, so that what was typed can still be copied.
  const lastKnown = useRef(backend);
  if (backend !== undefined) lastKnown.current = backend;
  const type = useBackendType(lastKnown.current?.type ?? '');
  const areTypesKnown = usePanelState(({ types }) => types !== null);

  if (lastKnown.current === undefined || type === undefined)
    return (
      <SidePanel title={t('settings')} onClose={onClose}>
        {lastKnown.current === undefined ? (
          <Text size="sm">{t('backendDeleted')}</Text>
        ) : areTypesKnown ? (
          <Text size="sm">{t('typeUnknown', { type: lastKnown.current.type })}</Text>
        ) : (
          <MissingTypes />
        )}
      </SidePanel>
    );
  return (
    <EditForm
      backend={lastKnown.current}
      isGone={backend === undefined}
      type={type}
      setting={setting}
      onClose={onClose}
    />
  );
}
