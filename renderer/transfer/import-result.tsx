import { Button, Text } from '@mantine/core';
import { commonWords } from '../../shared/words/en/common.ts';
import { transferWords } from '../../shared/words/en/transfer.ts';
import { words } from '../../shared/words/words.ts';
import type { Imported } from './transfer.ts';
import './transfer.css';

const t = words(transferWords);
const common = words(commonWords);

/** What an import has added, and what the user should check. */
export function ImportResult({ result, onClose }: { result: Imported; onClose: () => void }) {
  const withMessages = result.list.filter(({ words }) => words.length > 0);
  return (
    <div className="sy-transfer">
      <Text size="sm" role="status">
        {result.already_here === 0
          ? t('added', { count: result.added })
          : t('addedAndPresent', { count: result.added, present: result.already_here })}
      </Text>
      {withMessages.length === 0 ? null : (
        <ul className="sy-import" aria-label={t('toCheck')}>
          {withMessages.map(({ entry, id, type_name, title, words }) => (
            <li key={entry}>
              <span className="sy-import-id">#{id}</span> {title || type_name}
              <ul className="sy-import-text">
                {words.map((message) => (
                  <li key={message}>{message}</li>
                ))}
              </ul>
            </li>
          ))}
        </ul>
      )}
      <div className="sy-save-bar">
        <Button size="sm" onClick={onClose}>
          {common('done')}
        </Button>
      </div>
    </div>
  );
}
