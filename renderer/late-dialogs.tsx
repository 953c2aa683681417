/** The dialog that is open. The code of all dialogs comes after the first view. */
import { Button, Group, Text } from '@mantine/core';
import { type ComponentType, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { Dialog } from './controls/dialog.tsx';
import { LatePart } from './late-part.ts';
import type { OpenDialogProps } from './open-dialog.tsx';
import { usePanelServices, useView } from './panel-context.tsx';
import './late-dialogs.css';

type DialogsPart = LatePart<ComponentType<OpenDialogProps>>;

export const dialogs: DialogsPart = new LatePart(async () => (await import('./open-dialog.tsx')).OpenDialog);

/** @param part left out: the dialogs of the panel */
export function LateDialogs({ part = dialogs }: { part?: DialogsPart }) {
  const { open } = usePanelServices();
  const dialog = useView((view) => view.dialog);
  const OpenDialog = useSyncExternalStore(part.subscribe, () => part.loaded);
  useEffect(() => part.loadWhenIdle(), [part]);
  if (dialog === null) return null;
  const close = () => open(null);
  return OpenDialog ? (
    <OpenDialog dialog={dialog} onClose={close} />
  ) : (
    <LoadingDialog part={part} onClose={close} />
  );
}

/** Somebody has opened a dialog before its code was there. */
function LoadingDialog({ part, onClose }: { part: DialogsPart; onClose: () => void }) {
  const [state, setState] = useState<'loading' | 'failed' | 'retrying'>('loading');
  const load = useCallback(() => void part.load().catch(() => setState('failed')), [part]);
  useEffect(load, [load]);
  if (state === 'loading')
    return (
      <div className="sy-late-dialog" role="status">
        Loading…
      </div>
    );
  return (
    <Dialog title="Not loaded" onClose={onClose}>
      <Text size="sm" role="alert">
        This part of the panel could not be loaded: Switchyard does not answer, or it has another version
        since this page was opened. Your backends are not affected.
      </Text>
      <Group mt="md" gap="xs">
        <Button
          variant="default"
          loading={state === 'retrying'}
          onClick={() => {
            setState('retrying');
            load();
          }}
        >
          Try again
        </Button>
        <Button onClick={() => window.location.reload()}>Reload the page</Button>
      </Group>
    </Dialog>
  );
}
