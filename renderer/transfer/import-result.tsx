import { Button, Text } from '@mantine/core';
import { formatCount } from '../format/amounts.ts';
import type { Imported } from './transfer.ts';
import './transfer.css';

/** How an import went, and what is left for a person to do. */
export function ImportResult({ result, onClose }: { result: Imported; onClose: () => void }) {
  const withWords = result.list.filter(({ words }) => words.length > 0);
  return (
    <div className="sy-transfer">
      <Text size="sm" role="status">
        {result.added === 0 ? 'Nothing was added' : `${formatCount(result.added, 'backend')} added`}
        {result.already_here === 0 ? '.' : `; ${formatCount(result.already_here, 'backend')} here already.`}
      </Text>
      {withWords.length === 0 ? null : (
        <ul className="sy-import" aria-label="What to look at">
          {withWords.map(({ entry, id, type_name, title, words }) => (
            <li key={entry}>
              <span className="sy-import-id">#{id}</span> {title || type_name}
              <ul className="sy-import-text">
                {words.map((one) => (
                  <li key={one}>{one}</li>
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
