import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { ErrorMessage } from '../../controls/messages/error-message.tsx';
import { usePanelServices } from '../../panel-context.tsx';
import type { CallFailure } from '../../state/calls.ts';

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
      {failure ? (
        <ErrorMessage failure={failure} />
      ) : (
        <Text size="sm">The types of backends have not been read yet.</Text>
      )}
      <Button size="compact-sm" variant="default" mt="sm" loading={pending} onClick={() => void read()}>
        Try again
      </Button>
    </div>
  );
}
