/** Takes back an edit or a deletion. Where the same was changed once more since, it asks first. */
import { Button, Text } from '@mantine/core';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { ActivityEntry } from '../../shared/activity.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { Allowed, useBackend, useBlockedReason, usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import { planUndo, type UndoPlan } from './plan-undo.ts';

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
  const { pending, failure, run } = useCall('Bringing it back');
  return (
    <>
      <ActionButton
        size="compact-xs"
        variant="default"
        leftSection={<Undo2 size={13} aria-hidden />}
        aria-label={`Undo: restore ${entry.backend?.name ?? ''}`}
        blocked={blocked}
        pending={pending}
        onClick={() => void run(async () => void (await client.RestoreBackend({ backend_id: backendId })))}
      >
        Undo
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
  const { pending, failure, run } = useCall('Undoing the edit');
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
            {plan.changedSince.join(', ')} {plan.changedSince.length === 1 ? 'was' : 'were'} changed again
            since.
          </Text>
          <Button size="compact-xs" variant="default" onClick={() => undo(true)}>
            Put back all the same
          </Button>
          <Button size="compact-xs" variant="default" autoFocus onClick={() => setIsAsking(false)}>
            Keep
          </Button>
        </fieldset>
      ) : (
        <ActionButton
          size="compact-xs"
          variant="default"
          leftSection={<Undo2 size={13} aria-hidden />}
          aria-label={`Undo the edit of ${entry.backend?.name ?? ''}: ${(entry.changes ?? []).map(({ label }) => label).join(', ')}`}
          blocked={blocked}
          pending={pending}
          onClick={() => undo()}
        >
          Undo
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
  notPutBack.length === 0
    ? 'Put back.'
    : `Put back, but not ${notPutBack.join(', ')}: what it was before is not kept.`;
