import { Button, Text } from '@mantine/core';
import { formatCount } from '../format/amounts.ts';
import type { Imported } from './transfer.ts';
import './transfer.css';

/** What an import has added, and what the user should check. */
export function ImportResult({ result, onClose }: { result: Imported; onClose: () => void }) {
  const withMessages = result.list.filter(({ words }) => words.length > 0);
  return (
    <div className="sy-transfer">
      <Text size="sm" role="status">
        {result.added === 0 ? 'Nothing was added' : `${formatCount(result.added, 'backend')} added`}
        {result.already_here === 0 ? '.' : `; ${formatCount(result.already_here, 'backend')} here already.`}
      </Text>
      {withMessages.length === 0 ? null : (
        <ul className="sy-import" aria-label="What to look at">
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
          Done
        </Button>
      </div>
    </div>
  );
}
