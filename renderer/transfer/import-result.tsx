import { Button, Text } from '@mantine/core';
import { commonWords } from '../../shared/words/en/common.ts';
import { transferWords } from '../../shared/words/en/transfer/transfer.ts';
import { translateList } from '../../shared/words/wire-phrases.ts';
import { words } from '../../shared/words/words.ts';
import { useBackendType } from '../panel-context.tsx';
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
          {withMessages.map((backend) => (
            <AddedBackend key={backend.entry} backend={backend} />
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

function AddedBackend({ backend }: { backend: Imported['list'][number] }) {
  const typeName = useBackendType(backend.type)?.name ?? backend.type_name;
  return (
    <li>
      <span className="sy-import-id">#{backend.id}</span> {backend.title || typeName}
      <ul className="sy-import-text">
        {translateList(backend.words, 'words', backend.phrases).map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </li>
  );
}
