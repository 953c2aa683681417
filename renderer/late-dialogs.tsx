/** The dialog that is open. The code of all dialogs comes after the first view. */

import { Button, Group, Text } from '@mantine/core';
import { type ComponentType, useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { commonWords } from '../shared/words/en/common.ts';
import { shellWords } from '../shared/words/en/shell.ts';
import { words } from '../shared/words/words.ts';
import { ActionButton } from './controls/action-button.tsx';
import { Dialog } from './controls/dialog/dialog.tsx';
import { loadTextsOfDialogs } from './language/page-language.ts';
import { LatePart } from './late-part.ts';
import type { OpenDialogProps } from './open-dialog.tsx';
import { usePanelServices, useView } from './panel-context.tsx';
import './late-dialogs.css';

const t = words(shellWords);
const common = words(commonWords);

type DialogsPart = LatePart<ComponentType<OpenDialogProps>>;

export const dialogs: DialogsPart = new LatePart(async () => {
  const [{ OpenDialog }] = await Promise.all([import('./open-dialog.tsx'), loadTextsOfDialogs()]);
  return OpenDialog;
});

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
        {t('loading')}
      </div>
    );
  return (
    <Dialog title={t('notLoaded')} onClose={onClose}>
      <Text size="sm" role="alert">
        {t('notLoadedText')}
      </Text>
      <Group mt="md" gap="xs">
        <ActionButton
          size="sm"
          variant="default"
          pending={state === 'retrying'}
          onClick={() => {
            setState('retrying');
            load();
          }}
        >
          {common('tryAgain')}
        </ActionButton>
        <Button onClick={() => window.location.reload()}>{t('reloadPage')}</Button>
      </Group>
    </Dialog>
  );
}
