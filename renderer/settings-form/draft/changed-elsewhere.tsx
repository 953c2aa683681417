import { Button } from '@mantine/core';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';
import { richText } from '../../controls/messages/rich-text.tsx';
import type { DraftControl } from './use-draft.ts';
import '../../controls/messages/message.css';

const t = words(settingsFormWords);

/** Asks which values to keep, because the settings were saved elsewhere while there are edits in this form. */
export function ChangedElsewhere({ draft }: { draft: DraftControl }) {
  return (
    <div className="sy-note" data-tone="warning" role="alert">
      <div className="sy-note-body">
        {richText(t.parts('changedElsewhereText', { b: (content) => <strong>{richText(content)}</strong> }))}
        <div className="sy-note-actions">
          <Button size="compact-sm" variant="default" onClick={draft.loadNewValues}>
            {t('loadNewValues')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={draft.keepEdits}>
            {t('keepMine')}
          </Button>
        </div>
      </div>
    </div>
  );
}
