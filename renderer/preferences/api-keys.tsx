/** The API keys: who has one, what each may do, when it was last used, and what its requests have cost. A key itself is shown once, when it is made. */

import { Button, Text } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { ApiKeyInfo } from '../../shared/operations.ts';
import { commonWords } from '../../shared/words/en/common.ts';
import { preferencesWords } from '../../shared/words/en/settings/preferences.ts';
import { joinValues } from '../../shared/words/join-texts.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { LoadingNote } from '../controls/messages/loading-note.tsx';
import { formatAgo, formatTokens } from '../format/amounts.ts';
import { formatNamed } from '../format/reasons.ts';
import { useBackendNames } from '../format/use-display-names.ts';
import { useBlockedReason, useNow, usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import { AddApiKeyDialog } from './add-api-key-dialog.tsx';
import { roleLabel } from './role-texts.ts';
import './api-keys.css';

const t = words(preferencesWords);
const common = words(commonWords);

export function ApiKeys() {
  const { client } = usePanelServices();
  const [keys, setKeys] = useState<readonly ApiKeyInfo[] | null>(null);
  const [isAdding, setIsAdding] = useState(false);
  const blocked = useBlockedReason('AddApiKey');
  const { failure, run } = useCall(t('readingKeysFailed'));
  const read = useCallback(
    () => run(async () => setKeys((await client.ListApiKeys({})).list)),
    [client, run],
  );
  useEffect(() => void read(), [read]);

  return (
    <section className="sy-keys" aria-label={t('apiKeys')}>
      <h4>{t('apiKeys')}</h4>
      {failure ? (
        <ErrorMessage failure={failure} onRetry={() => void read()} />
      ) : keys === null ? (
        <LoadingNote text={t('readingKeys')} />
      ) : keys.length === 0 ? (
        <Text size="xs" c="dimmed">
          {t('apiKeysText')}
        </Text>
      ) : (
        <ul>
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoked={setKeys} />
          ))}
        </ul>
      )}
      <div>
        <ActionButton
          size="compact-sm"
          variant="default"
          leftSection={<KeyRound size={14} aria-hidden />}
          blocked={blocked}
          onClick={() => setIsAdding(true)}
        >
          {t('addKey')}
        </ActionButton>
      </div>
      {isAdding ? <AddApiKeyDialog onAdded={setKeys} onClose={() => setIsAdding(false)} /> : null}
    </section>
  );
}

function KeyRow({
  apiKey: { id, name, role, backends, requests_per_minute: rate, last_used_at: lastUsed, tokens },
  onRevoked,
}: {
  apiKey: ApiKeyInfo;
  onRevoked: (keys: ApiKeyInfo[]) => void;
}) {
  const { client } = usePanelServices();
  const blocked = useBlockedReason('RevokeApiKey');
  const now = useNow();
  const allowed = useAllowed(role, backends);
  const [isAsking, setIsAsking] = useState(false);
  const { pending, failure, run } = useCall(t('revokeFailed', { name }));
  const revoke = () => run(async () => onRevoked((await client.RevokeApiKey({ id })).list));
  return (
    <li>
      <div className="sy-key-row">
        <div className="sy-key-text">
          <div className="sy-clip" title={name} dir="auto">
            {name}
          </div>
          <Text size="xs" c="dimmed">
            {[
              ...allowed,
              ...(rate === null ? [] : [t('keyRate', { count: rate })]),
              lastUsed === null
                ? t('keyNeverUsed')
                : t('keyLastUsed', { ago: formatAgo(now - Date.parse(lastUsed)) }),
              ...(tokens.prompt + tokens.completion === 0
                ? []
                : [t('keyTokens', { amount: formatTokens(tokens) })]),
            ].join(' · ')}
          </Text>
        </div>
        {isAsking ? (
          <>
            <ActionButton
              size="compact-xs"
              color="red"
              pending={pending}
              blocked={blocked}
              aria-label={t('revokeNameNow', { name })}
              onClick={() => void revoke()}
            >
              {t('revokeNow')}
            </ActionButton>
            <Button size="compact-xs" variant="default" autoFocus onClick={() => setIsAsking(false)}>
              {common('keep')}
            </Button>
          </>
        ) : (
          <ActionButton
            size="compact-xs"
            variant="default"
            blocked={blocked}
            aria-label={t('revokeName', { name })}
            onClick={() => setIsAsking(true)}
          >
            {t('revoke')}
          </ActionButton>
        )}
      </div>
      {failure ? <ErrorMessage failure={failure} /> : null}
    </li>
  );
}

/** Its role, and the backends to which it is limited. */
function useAllowed(role: ApiKeyInfo['role'], ids: readonly number[] | null): string[] {
  const names = useBackendNames(ids ?? []);
  if (ids === null) return [roleLabel(role)];
  return names.length === 0
    ? [roleLabel(role), t('keyBackendsDeleted')]
    : [formatNamed(roleLabel(role), joinValues(names))];
}
