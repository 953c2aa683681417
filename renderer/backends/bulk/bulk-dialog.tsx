/** Asks before something is done to several backends. */
import { Button, TagsInput, Text } from '@mantine/core';
import { useState } from 'react';
import { MAX_TAG_LENGTH, MAX_TAGS } from '../../../shared/limits.ts';
import { findTagProblem, normalizeTags } from '../../../shared/tags.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { formatCount } from '../../format/amounts.ts';
import { useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import type { Dialog as OpenDialog } from '../../state/view-state.ts';
import { backendsThat, bulkKinds } from './bulk-kinds.ts';
import { runBulk } from './run-bulk.tsx';
import '../dialogs/tags-dialog.css';

type BulkDialogState = Extract<OpenDialog, { kind: 'bulk' }>;

export function BulkDialog({ dialog, onClose }: { dialog: BulkDialogState; onClose: () => void }) {
  return dialog.action === 'tag' ? (
    <BulkTags ids={dialog.ids} onClose={onClose} />
  ) : (
    <ConfirmBulk action={dialog.action} ids={dialog.ids} onClose={onClose} />
  );
}

function ConfirmBulk({
  action,
  ids,
  onClose,
}: {
  action: 'off' | 'restart';
  ids: readonly number[];
  onClose: () => void;
}) {
  const services = usePanelServices();
  const { label, operation, isFor } = bulkKinds[action];
  // As they were when the question was asked.
  const [affected] = useState(() => backendsThat(isFor, ids, services.store.getState()));
  const blocked = useBlockedReason(operation);
  const ready = affected.filter(({ phase }) => phase === 'running').length;
  const what = `${label} ${formatCount(affected.length, 'backend')}`;
  return (
    <Dialog title={affected.length === 0 ? label : `${what}?`} onClose={onClose} focusTitle={false}>
      <Text size="sm">
        {affected.length === 0
          ? action === 'restart'
            ? 'Nothing to restart: no backend is ready or has failed.'
            : 'Nothing to switch off.'
          : ready === 0
            ? 'None of them is ready for use.'
            : `${ready === affected.length ? 'All' : ready} of them ${ready === 1 ? 'is' : 'are'} ready for use. What they are working on is broken off.`}
      </Text>
      <div className="sy-tags-bar">
        <Button
          variant="default"
          onClick={onClose}
          {...(affected.length === 0 ? { 'data-autofocus': true } : {})}
        >
          {affected.length === 0 ? 'Close' : 'Cancel'}
        </Button>
        {affected.length === 0 ? null : (
          <ActionButton
            size="sm"
            data-autofocus
            blocked={blocked}
            onClick={() => {
              runBulk(
                services,
                action,
                affected.map(({ id }) => id),
              );
              onClose();
            }}
          >
            {what}
          </ActionButton>
        )}
      </div>
    </Dialog>
  );
}

/** Adds tags to several backends and takes others away. Those that are in neither field stay. */
function BulkTags({ ids, onClose }: { ids: readonly number[]; onClose: () => void }) {
  const services = usePanelServices();
  const blocked = useBlockedReason('TagBackend');
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const [known] = useState(() => {
    const { backends } = services.store.getState();
    const tagsOf = (some: readonly number[]) =>
      normalizeTags(some.flatMap((id) => backends.get(id)?.tags ?? [])).sort();
    return { all: tagsOf([...backends.keys()]), theirs: tagsOf(ids) };
  });
  const error = findTagProblem(add);
  return (
    <Dialog title={`Tags of ${formatCount(ids.length, 'backend')}`} onClose={onClose} focusTitle={false}>
      <TagsInput
        data-autofocus
        label="Add"
        description={`Enter or a comma ends one. A backend has at most ${MAX_TAGS} of ${MAX_TAG_LENGTH} characters.`}
        value={add}
        data={known.all}
        acceptValueOnBlur
        openOnFocus={false}
        error={error === null ? undefined : `It must be ${error}.`}
        onChange={(next) => setAdd(normalizeTags(next))}
      />
      {known.theirs.length === 0 ? null : (
        <TagsInput
          mt="sm"
          label="Take away"
          value={remove}
          data={known.theirs}
          acceptValueOnBlur
          openOnFocus={false}
          onChange={(next) => setRemove(normalizeTags(next).filter((tag) => known.theirs.includes(tag)))}
        />
      )}
      <div className="sy-tags-bar">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <ActionButton
          size="sm"
          blocked={blocked ?? error ?? (add.length + remove.length === 0 ? 'Choose a tag first.' : null)}
          onClick={() => {
            runBulk(services, 'tag', ids, { add, remove });
            onClose();
          }}
        >
          Save
        </ActionButton>
      </div>
    </Dialog>
  );
}
