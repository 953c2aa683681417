import { Button, TagsInput, Text } from '@mantine/core';
import { useState } from 'react';
import { MAX_TAG_LENGTH, MAX_TAGS } from '../../../shared/limits.ts';
import { findTagProblem, normalizeTags } from '../../../shared/tags.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../../controls/messages/error-message.tsx';
import { backendName } from '../../format/status-text.ts';
import { useBackend, useBackendType, useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import { useCall } from '../../state/use-call.ts';
import './tags-dialog.css';

/** Edits the tags of one backend. That restarts nothing. */
export function TagsDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const { client, store } = usePanelServices();
  const backend = useBackend(id);
  const type = useBackendType(backend?.type ?? '');
  const blocked = useBlockedReason('TagBackend');
  const [tags, setTags] = useState<string[]>(() => [...(backend?.tags ?? [])]);
  const { pending, failure, setFailure, run } = useCall('Saving the tags');
  const [suggestions] = useState(() =>
    normalizeTags([...store.getState().backends.values()].flatMap((one) => one.tags ?? [])).sort(),
  );
  const name = backend ? backendName(backend, type?.name) : `Backend ${id}`;
  const error = findTagProblem(tags);

  const save = () =>
    run(async () => {
      await client.TagBackend({ backend_id: id, tags });
      onClose();
    });

  return (
    <Dialog title={`Tags of ${name}`} onClose={onClose} focusTitle={false}>
      {backend === undefined ? <Text size="sm">This backend is gone.</Text> : null}
      <TagsInput
        data-autofocus
        label="Tags"
        description={`Words to find and group it by, such as image or customer. Enter or a comma ends one. At most ${MAX_TAGS} of ${MAX_TAG_LENGTH} characters; the first is its group.`}
        value={tags}
        data={suggestions}
        disabled={blocked !== null || backend === undefined}
        acceptValueOnBlur
        // Otherwise the suggestions would cover the buttons from the start.
        openOnFocus={false}
        error={error === null ? undefined : `It must be ${error}.`}
        onChange={(next) => setTags(normalizeTags(next))}
      />
      {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
      <div className="sy-tags-bar">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <ActionButton
          size="sm"
          blocked={blocked ?? (backend === undefined ? 'This backend is gone.' : error)}
          pending={pending}
          onClick={() => void save()}
        >
          Save
        </ActionButton>
      </div>
    </Dialog>
  );
}
