/** Asks before something is done to several backends. */
import { Button, TagsInput, Text } from '@mantine/core';
import { useState } from 'react';
import { MAX_TAG_LENGTH, MAX_TAGS } from '../../../shared/limits.ts';
import { normalizeTags } from '../../../shared/tags.ts';
import { bulkWords } from '../../../shared/words/en/backends/bulk.ts';
import { bulkDialogWords } from '../../../shared/words/en/backends/bulk-dialog.ts';
import { tagsWords } from '../../../shared/words/en/backends/tags.ts';
import { commonWords } from '../../../shared/words/en/common.ts';
import { words } from '../../../shared/words/words.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import type { Dialog as OpenDialog } from '../../state/view-state.ts';
import { tagError } from '../dialogs/tag-error.ts';
import { backendsThat, bulkKinds } from './bulk-kinds.ts';
import { runBulk } from './run-bulk.tsx';

import '../dialogs/tags-dialog.css';

const t = words(bulkDialogWords);
const bulk = words(bulkWords);
const tags = words(tagsWords);
const common = words(commonWords);

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
  const { operation, isFor } = bulkKinds[action];
  // As they were when the question was asked.
  const [affected] = useState(() => backendsThat(isFor, ids, services.store.getState()));
  const blocked = useBlockedReason(operation);
  const ready = affected.filter(({ phase }) => phase === 'running').length;
  const count = affected.length;
  return (
    <Dialog
      title={count === 0 ? bulk(`label_${action}`) : t(`title_${action}`, { count })}
      onClose={onClose}
      focusTitle={false}
    >
      <Text size="sm">
        {count === 0
          ? t(`nothing_${action}`)
          : ready === 0
            ? t('noneReady')
            : t(ready === count ? 'allReady' : 'someReady', { count: ready })}
      </Text>
      <div className="sy-tags-bar">
        <Button variant="default" onClick={onClose} {...(count === 0 ? { 'data-autofocus': true } : {})}>
          {common(count === 0 ? 'close' : 'cancel')}
        </Button>
        {count === 0 ? null : (
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
            {t(`confirm_${action}`, { count })}
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
  const error = tagError(add);
  return (
    <Dialog title={tags('titleOfSeveral', { count: ids.length })} onClose={onClose} focusTitle={false}>
      <TagsInput
        data-autofocus
        label={tags('add')}
        description={tags('addText', { tags: MAX_TAGS, characters: MAX_TAG_LENGTH })}
        value={add}
        data={known.all}
        acceptValueOnBlur
        openOnFocus={false}
        error={error}
        onChange={(next) => setAdd(normalizeTags(next))}
      />
      {known.theirs.length === 0 ? null : (
        <TagsInput
          mt="sm"
          label={tags('remove')}
          value={remove}
          data={known.theirs}
          acceptValueOnBlur
          openOnFocus={false}
          onChange={(next) => setRemove(normalizeTags(next).filter((tag) => known.theirs.includes(tag)))}
        />
      )}
      <div className="sy-tags-bar">
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
        <ActionButton
          size="sm"
          blocked={blocked ?? error ?? (add.length + remove.length === 0 ? tags('nothingChosen') : null)}
          onClick={() => {
            runBulk(services, 'tag', ids, { add, remove });
            onClose();
          }}
        >
          {common('save')}
        </ActionButton>
      </div>
    </Dialog>
  );
}
