import { Text } from '@mantine/core';
import { useState } from 'react';
import { backendDialogsWords } from '../../../shared/words/en/backends/dialogs.ts';
import { commonWords } from '../../../shared/words/en/common.ts';
import { words } from '../../../shared/words/words.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { ErrorMessage } from '../../controls/messages/error-message.tsx';
import { usePanelServices } from '../../panel-context.tsx';
import type { CallFailure } from '../../state/calls.ts';

const t = words(backendDialogsWords);
const common = words(commonWords);

/** Reads the backend types again, in a dialog that needs them: reading them failed when the panel was opened. */
export function MissingTypes() {
  const { loadTypes } = usePanelServices();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [pending, setPending] = useState(false);
  const read = async () => {
    setPending(true);
    setFailure(await loadTypes());
    setPending(false);
  };
  return (
    <div>
      {failure ? <ErrorMessage failure={failure} /> : <Text size="sm">{t('typesNotRead')}</Text>}
      <ActionButton size="compact-sm" variant="default" mt="sm" pending={pending} onClick={() => void read()}>
        {common('tryAgain')}
      </ActionButton>
    </div>
  );
}
