/** The API keys: who has one, what each may do, and when it was last used. A key itself is shown once, when it is made. */
import { Button, Loader, Radio, Stack, Text, TextInput } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import { MAX_API_KEY_NAME_LENGTH } from '../../shared/limits.ts';
import type { ApiKeyInfo } from '../../shared/operations.ts';
import { type Role, roles } from '../../shared/roles.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { formatAgo } from '../format/amounts.ts';
import { useBlockedReason, useNow, usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import './api-keys.css';

const ROLES: Record<Role, { label: string; description: string }> = {
  view: { label: 'View', description: 'Sees the backends, their logs and what they use.' },
  operate: {
    label: 'Operate',
    description: 'Also switches backends on and off, restarts them and frees their memory.',
  },
  edit: {
    label: 'Edit',
    description: 'Also adds, changes and deletes backends. Such a key can run any program on this computer.',
  },
  admin: { label: 'Admin', description: 'Does everything, preferences and API keys included.' },
};

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
        <Loader size="xs" aria-label="Reading the API keys" />
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
      {isAdding ? <AddKey onAdded={setKeys} onClose={() => setIsAdding(false)} /> : null}
    </section>
  );
}

function KeyRow({
  apiKey: { id, name, role, last_used_at: lastUsed },
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
            {ROLES[role].label} ·{' '}
            {lastUsed === null ? 'never used' : `last used ${formatAgo(now - Date.parse(lastUsed))}`}
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

function AddKey({ onAdded, onClose }: { onAdded: (keys: ApiKeyInfo[]) => void; onClose: () => void }) {
  const [made, setMade] = useState<{ name: string; apiKey: string } | null>(null);
  return (
    <Dialog
      title={made ? 'The new API key' : 'Add an API key'}
      size="sm"
      focusTitle={false}
      onClose={onClose}
    >
      {made ? (
        <MadeKey {...made} onClose={onClose} />
      ) : (
        <NewKeyForm
          onClose={onClose}
          onMade={(name, key, list) => {
            onAdded(list);
            setMade({ name, apiKey: key });
          }}
        />
      )}
    </Dialog>
  );
}

function NewKeyForm({
  onMade,
  onClose,
}: {
  onMade: (name: string, key: string, list: ApiKeyInfo[]) => void;
  onClose: () => void;
}) {
  const { client } = usePanelServices();
  const blocked = useBlockedReason('AddApiKey');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('view');
  const [isTried, setIsTried] = useState(false);
  const { pending, failure, setFailure, run } = useCall('Making the key');
  const isNameMissing = name.trim() === '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The dialog is inside the form of the preferences, which must not be saved by this.
    event.stopPropagation();
    setIsTried(true);
    if (isNameMissing || blocked !== null || pending) return;
    void run(async () => {
      const { api_key, list } = await client.AddApiKey({ name, role });
      onMade(name.trim(), api_key, list);
    });
  };
  return (
    <form noValidate onSubmit={submit}>
      <TextInput
        label="Name"
        description="The program or the person that will use it."
        maxLength={MAX_API_KEY_NAME_LENGTH}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={isTried && isNameMissing ? 'Give it a name.' : null}
        data-autofocus
      />
      <Radio.Group label="What it may do" value={role} onChange={(value) => setRole(value as Role)} mt="md">
        <Stack gap="xs" mt="xs" mb="md">
          {roles.map((one) => (
            <Radio key={one} value={one} {...ROLES[one]} />
          ))}
        </Stack>
      </Radio.Group>
      {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
      <div className="sy-dialog-buttons">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <ActionButton size="sm" type="submit" blocked={blocked} pending={pending} onClick={() => undefined}>
          Add the key
        </ActionButton>
      </div>
    </form>
  );
}

function MadeKey({ name, apiKey, onClose }: { name: string; apiKey: string; onClose: () => void }) {
  return (
    <>
      <Text size="sm" mb="sm">
        This is the key for {name}. Copy it now: it is not kept, and cannot be shown again.
      </Text>
      <div className="sy-made-key">
        <code className="sy-mono">{apiKey}</code>
        <CopyButton text={apiKey} label="Copy the API key" size={28} />
      </div>
      <Text size="xs" c="dimmed" mt="sm">
        A program sends it as “Authorization: Bearer …”. A person signs in with it instead of the token.
      </Text>
      <div className="sy-dialog-buttons">
        <Button data-autofocus onClick={onClose}>
          Done
        </Button>
      </div>
    </>
  );
}
