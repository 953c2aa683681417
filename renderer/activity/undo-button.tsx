/** Takes back an edit or a deletion. Where the same was changed once more since, it asks first. */

import { Button, Text } from '@mantine/core';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { ActivityEntry } from '../../shared/activity.ts';
import { activityWords } from '../../shared/words/en/activity.ts';
import { commonWords } from '../../shared/words/en/common.ts';
import { translateField } from '../../shared/words/wire-phrases.ts';
import { intl, words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { Allowed, useBackend, useBlockedReason, usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import { planUndo, type UndoPlan } from './plan-undo.ts';

const t = words(activityWords);
const common = words(commonWords);

interface UndoButtonProps {
  entry: ActivityEntry;
  backendId: number;
  undo: NonNullable<ActivityEntry['undo']>;
}

export function UndoButton(props: UndoButtonProps) {
  const operation = props.undo === 'restore' ? 'RestoreBackend' : 'EditBackend';
  return (
    <Allowed operation={operation}>
      {props.undo === 'restore' ? <Restore {...props} /> : <UndoEdit {...props} />}
    </Allowed>
  );
}

function Restore({ entry, backendId }: UndoButtonProps) {
  const { client } = usePanelServices();
  const blocked = useBlockedReason('RestoreBackend');
  const { pending, failure, run } = useCall(t('undoDeleteFailed'));
  return (
    <>
      <ActionButton
        size="compact-xs"
        variant="default"
        leftSection={<Undo2 size={13} aria-hidden />}
        aria-label={t('undoDelete', { name: entry.backend?.name ?? '' })}
        blocked={blocked}
        pending={pending}
        onClick={() => void run(async () => void (await client.RestoreBackend({ backend_id: backendId })))}
      >
        {common('undo')}
      </ActionButton>
      {failure ? <ErrorMessage failure={failure} /> : null}
    </>
  );
}

function UndoEdit({ entry, backendId }: UndoButtonProps) {
  const { client } = usePanelServices();
  const backend = useBackend(backendId);
  const blocked = useBlockedReason('EditBackend');
  const [isAsking, setIsAsking] = useState(false);
  const [result, setResult] = useState<string | null>(null);
  const { pending, failure, run } = useCall(t('undoEditFailed'));
  if (backend === undefined) return null;
  const plan = planUndo(entry, backend);

  const undo = (isConfirmed = false) => {
    if (plan.changedSince.length > 0 && !isConfirmed) {
      setIsAsking(true);
      return;
    }
    setIsAsking(false);
    void run(async (confirmsVariables) => {
      if (plan.tags !== null) await client.TagBackend({ backend_id: backendId, tags: plan.tags });
      if (plan.edit !== null)
        await client.EditBackend({ ...plan.edit, confirm_variables: confirmsVariables });
      setResult(describeResult(plan));
    });
  };

  return (
    <>
      {isAsking ? (
        <fieldset className="sy-activity-question">
          <Text size="xs" component="legend">
            {t('changedSince', { settings: intl.list().format(plan.changedSince) })}
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => undo(true)}>
            {t('undoAnyway')}
          </Button>
          <Button size="compact-xs" variant="default" autoFocus onClick={() => setIsAsking(false)}>
            {common('keep')}
          </Button>
        </fieldset>
      ) : (
        <ActionButton
          size="compact-xs"
          variant="default"
          leftSection={<Undo2 size={13} aria-hidden />}
          aria-label={t('undoEdit', {
            name: entry.backend?.name ?? '',
            settings: intl
              .list()
              .format((entry.changes ?? []).map((change) => translateField(change, 'label'))),
          })}
          blocked={blocked}
          pending={pending}
          onClick={() => undo()}
        >
          {common('undo')}
        </ActionButton>
      )}
      <Text size="xs" c="dimmed" role="status">
        {result}
      </Text>
      {failure ? <ErrorMessage failure={failure} /> : null}
    </>
  );
}

const describeResult = ({ notPutBack }: UndoPlan): string =>
  notPutBack.length === 0 ? t('undone') : t('undoneExcept', { settings: intl.list().format(notPutBack) });
