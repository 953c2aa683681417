/** Makes an API key, and shows it this one time. */
import { Button, Radio, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { MAX_API_KEY_NAME_LENGTH } from '../../shared/limits.ts';
import type { ApiKeyInfo } from '../../shared/operations.ts';
import { type Role, roles } from '../../shared/roles.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { useBlockedReason, usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import { ApiKeyLimits, findLimitsError, NO_LIMITS, readLimits } from './api-key-limits.tsx';
import { ROLES } from './role-texts.ts';
import './api-keys.css';

export function AddApiKeyDialog({
  onAdded,
  onClose,
}: {
  onAdded: (keys: ApiKeyInfo[]) => void;
  onClose: () => void;
}) {
  const [made, setMade] = useState<{ name: string; role: Role; apiKey: string } | null>(null);
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
          onMade={(key, list) => {
            onAdded(list);
            setMade(key);
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
  onMade: (key: { name: string; role: Role; apiKey: string }, list: ApiKeyInfo[]) => void;
  onClose: () => void;
}) {
  const { client } = usePanelServices();
  const blocked = useBlockedReason('AddApiKey');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('view');
  const [limits, setLimits] = useState(NO_LIMITS);
  const [isTried, setIsTried] = useState(false);
  const { pending, failure, setFailure, run } = useCall('Making the key');
  const isNameMissing = name.trim() === '';
  const limitsError = role === 'use' ? findLimitsError(limits) : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The dialog is inside the form of the preferences, which must not be saved by this.
    event.stopPropagation();
    setIsTried(true);
    if (isNameMissing || limitsError !== null || blocked !== null || pending) return;
    void run(async () => {
      const more = role === 'use' ? readLimits(limits) : {};
      const { api_key, list } = await client.AddApiKey({ name, role, ...more });
      onMade({ name: name.trim(), role, apiKey: api_key }, list);
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
      {role === 'use' ? (
        <ApiKeyLimits limits={limits} error={isTried ? limitsError : null} onChange={setLimits} />
      ) : null}
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

function MadeKey({
  name,
  role,
  apiKey,
  onClose,
}: {
  name: string;
  role: Role;
  apiKey: string;
  onClose: () => void;
}) {
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
        A program sends it as “Authorization: Bearer …”.{' '}
        {role === 'use'
          ? 'Most ask for an “API key” in their settings.'
          : 'A person signs in with it instead of the token.'}
      </Text>
      <div className="sy-dialog-buttons">
        <Button autoFocus onClick={onClose}>
          Done
        </Button>
      </div>
    </>
  );
}
