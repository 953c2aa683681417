/** The API keys: who has one, what each may do, when it was last used, and what its requests have cost. A key itself is shown once, when it is made. */

import { Button, Text } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { ApiKeyInfo } from '../../shared/operations.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { LoadingNote } from '../controls/loading-note.tsx';
import { formatAgo, formatTokens } from '../format/amounts.ts';
import { useBackendNames } from '../format/use-display-names.ts';
import { useBlockedReason, useNow, usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import { AddApiKeyDialog } from './add-api-key-dialog.tsx';
import { ROLES } from './role-texts.ts';
import './api-keys.css';

export function ApiKeys() {
  const { client } = usePanelServices();
  const [keys, setKeys] = useState<readonly ApiKeyInfo[] | null>(null);
  const [isAdding, setIsAdding] = useState(false);
  const blocked = useBlockedReason('AddApiKey');
  const { failure, run } = useCall('Reading the API keys');
  const read = useCallback(
    () => run(async () => setKeys((await client.ListApiKeys({})).list)),
    [client, run],
  );
  useEffect(() => void read(), [read]);

  return (
    <section className="sy-keys" aria-label="API keys">
      <h4>API keys</h4>
      {failure ? (
        <ErrorMessage failure={failure} onRetry={() => void read()} />
      ) : keys === null ? (
        <LoadingNote text="Reading the API keys…" />
      ) : keys.length === 0 ? (
        <Text size="xs" c="dimmed">
          Give a program or a person a key of its own: it does no more than you allow, and you can revoke it
          alone.
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
          Add an API key…
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
  const [isAsking, setIsAsking] = useState(false);
  const { pending, failure, run } = useCall(`Revoking ${name}`);
  const revoke = () => run(async () => onRevoked((await client.RevokeApiKey({ id })).list));
  return (
    <li>
      <div className="sy-key-row">
        <div className="sy-key-text">
          <div className="sy-clip" title={name}>
            {name}
          </div>
          <Text size="xs" c="dimmed">
            {ROLES[role].label}
            {backends === null ? null : <AllowedBackends ids={backends} />}
            {rate === null ? null : `, ${rate} a minute`} ·{' '}
            {lastUsed === null ? 'never used' : `last used ${formatAgo(now - Date.parse(lastUsed))}`}
            {tokens.prompt + tokens.completion === 0 ? null : ` · tokens: ${formatTokens(tokens)}`}
          </Text>
        </div>
        {isAsking ? (
          <>
            <ActionButton
              size="compact-xs"
              color="red"
              pending={pending}
              blocked={blocked}
              aria-label={`Revoke ${name} now`}
              onClick={() => void revoke()}
            >
              Revoke now
            </ActionButton>
            <Button size="compact-xs" variant="default" autoFocus onClick={() => setIsAsking(false)}>
              Keep
            </Button>
          </>
        ) : (
          <ActionButton
            size="compact-xs"
            variant="default"
            blocked={blocked}
            aria-label={`Revoke ${name}…`}
            onClick={() => setIsAsking(true)}
          >
            Revoke…
          </ActionButton>
        )}
      </div>
      {failure ? <ErrorMessage failure={failure} /> : null}
    </li>
  );
}

function AllowedBackends({ ids }: { ids: readonly number[] }) {
  const names = useBackendNames(ids);
  return ids.length === 0 ? ', its backends are deleted' : `: ${names.join(', ')}`;
}
