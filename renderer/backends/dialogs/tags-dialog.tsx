import { Button, TagsInput, Text } from '@mantine/core';
import { useState } from 'react';
import { MAX_TAG_LENGTH, MAX_TAGS } from '../../../shared/limits.ts';
import { normalizeTags } from '../../../shared/tags.ts';
import { tagsWords } from '../../../shared/words/en/backends/tags.ts';
import { commonWords } from '../../../shared/words/en/common.ts';
import { words } from '../../../shared/words/words.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../../controls/messages/error-message.tsx';
import { useBackendName } from '../../format/use-display-names.ts';
import { useBackend, useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { tagError } from './tag-error.ts';

import './tags-dialog.css';

const t = words(tagsWords);
const common = words(commonWords);

/** Edits the tags of one backend. That restarts nothing. */
export function TagsDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { client, store } = usePanelServices();
  const backend = useBackend(id);
  const name = useBackendName(id);
  const blocked = useBlockedReason('TagBackend');
  const [tags, setTags] = useState<string[]>(() => [...(backend?.tags ?? [])]);
  const { pending, failure, setFailure, run } = useCall(t('savingFailed'));
  const [suggestions] = useState(() =>
    normalizeTags([...store.getState().backends.values()].flatMap((one) => one.tags ?? [])).sort(),
  );
  const error = tagError(tags);

  const save = () =>
    run(async () => {
      await client.TagBackend({ backend_id: id, tags });
      onClose();
    });

  return (
    <Dialog title={t('titleOf', { name })} onClose={onClose} focusTitle={false}>
      {backend === undefined ? <Text size="sm">{t('backendDeleted')}</Text> : null}
      <TagsInput
        data-autofocus
        label={t('tags')}
        description={t('tagsText', { tags: MAX_TAGS, characters: MAX_TAG_LENGTH })}
        value={tags}
        data={suggestions}
        disabled={blocked !== null || backend === undefined}
        acceptValueOnBlur
        // Otherwise the suggestions would cover the buttons from the start.
        openOnFocus={false}
        error={error}
        onChange={(next) => setTags(normalizeTags(next))}
      />
      {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
      <div className="sy-tags-bar">
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
        <ActionButton
          size="sm"
          blocked={blocked ?? (backend === undefined ? t('backendDeleted') : error)}
          pending={pending}
          onClick={() => void save()}
        >
          {common('save')}
        </ActionButton>
      </div>
    </Dialog>
  );
}
