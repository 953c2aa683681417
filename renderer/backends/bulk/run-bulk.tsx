/** Does one thing to several backends, with one message that tells how far it has come, and what came of it. */
import { Button, Loader } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { bulkWords } from '../../../shared/words/en/backends/bulk.ts';
import { commonWords } from '../../../shared/words/en/common.ts';
import { words } from '../../../shared/words/words.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { isFocusUnplaced } from '../../controls/focus/focus-keeper.ts';
import { ErrorMessage } from '../../controls/messages/error-message.tsx';
import { formatReasons } from '../../format/reasons.ts';
import type { PanelServices } from '../../panel-services.ts';
import { type CallFailure, describeFailure } from '../../state/calls.ts';
import { type BulkKind, backendsThat, bulkKinds } from './bulk-kinds.ts';
import { type BulkRun, type BulkRunStore, type BulkTags, startBulkRun } from './bulk-runs.ts';

const t = words(bulkWords);
const common = words(commonWords);

/** Milliseconds for which the end is shown; longer where it can be undone. With a failure it stays. */
const SHOWN_MS = 8_000;
const UNDO_SHOWN_MS = 30_000;

/** Does it at once. @param ids those for which it does nothing are left out */
export function runBulk(
  services: PanelServices,
  kind: BulkKind,
  ids: readonly number[],
  tags?: BulkTags,
): void {
  const affected = backendsThat(bulkKinds[kind].isFor, ids, services.store.getState()).map(({ id }) => id);
  if (affected.length > 0) show(services, startBulkRun(services, kind, affected, tags));
}

/** Asks first where work may be broken off: whoever restarts what has failed loses nothing. */
export function askBulk(services: PanelServices, kind: BulkKind, ids: readonly number[]): void {
  const { backends } = services.store.getState();
  const isAtWork = ids.some((id) => backends.get(id)?.phase === 'running');
  if (kind === 'tag' || ((kind === 'off' || kind === 'restart') && ids.length > 1 && isAtWork))
    services.open({ kind: 'bulk', action: kind, ids });
  else runBulk(services, kind, ids);
}

let lastNumber = 0;

function show(services: PanelServices, run: BulkRunStore): void {
  const id = `bulk-${++lastNumber}`;
  const hide = () => notifications.hide(id);
  const shown = {
    id,
    withBorder: true,
    color: 'gray',
    closeButtonProps: { 'aria-label': common('closeMessage') },
    message: <BulkMessage services={services} run={run} onDone={hide} />,
  };
  notifications.show({ ...shown, autoClose: false });
  const unsubscribe = run.subscribe(({ isOver, failures, kind }) => {
    if (!isOver) return;
    unsubscribe();
    if (failures.length === 0)
      notifications.update({ ...shown, autoClose: kind === 'delete' ? UNDO_SHOWN_MS : SHOWN_MS });
  });
}

/** `Restarting 9 backends: 4 done.`, then `Restarted 7 of 9 backends.` */
function formatBulk({ kind, ids, doneCount, failures, isOver }: BulkRun): string {
  const count = ids.length;
  if (!isOver) return t(`doing_${kind}`, { count, done: doneCount });
  return failures.length === 0
    ? t(`done_${kind}`, { count })
    : t(`partly_${kind}`, { count, done: count - failures.length });
}

function BulkMessage({
  services,
  run,
  onDone,
}: {
  services: PanelServices;
  run: BulkRunStore;
  onDone: () => void;
}) {
  const state = useStore(run);
  const { kind, ids, failures, isOver } = state;
  const failedIds = failures.map(({ id }) => id);
  return (
    <div className="sy-toast">
      <div className="sy-toast-line">
        {isOver ? null : <Loader size={16} />}
        <span className="sy-toast-text" role="status">
          {formatBulk(state)}
        </span>
        {isOver && kind === 'delete' ? (
          <UndoDelete services={services} ids={ids.filter((id) => !failedIds.includes(id))} onDone={onDone} />
        ) : null}
      </div>
      {isOver && failures.length > 0 ? (
        <>
          <ul className="sy-note-list">
            {formatReasons(failures, services.actions.nameOf).map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              services.selection.clear();
              services.selection.selectAll(failedIds, true);
              onDone();
            }}
          >
            {t('selectFailed')}
          </Button>
        </>
      ) : null}
    </div>
  );
}

/** Brings all of them back. */
function UndoDelete({
  services,
  ids,
  onDone,
}: {
  services: PanelServices;
  ids: readonly number[];
  onDone: () => void;
}) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  // As after the deletion of a single one. The bar from which they were deleted is gone.
  useEffect(() => {
    if (isFocusUnplaced()) button.current?.focus();
  }, []);
  const undo = async () => {
    setPending(true);
    setFailure(null);
    const results = await Promise.allSettled(
      ids.map((id) => services.client.RestoreBackend({ backend_id: id })),
    );
    const failed = results.find((result) => result.status === 'rejected');
    setPending(false);
    if (failed === undefined) onDone();
    else setFailure(describeFailure(t('undoDeleteFailed'), failed.reason));
  };
  return (
    <>
      <ActionButton
        ref={button}
        size="compact-sm"
        variant="light"
        pending={pending}
        onClick={() => void undo()}
      >
        {common('undo')}
      </ActionButton>
      {failure ? <ErrorMessage failure={failure} /> : null}
    </>
  );
}
