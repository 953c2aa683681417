/** Makes an API key, and shows it this one time. */

import { Button, Radio, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { MAX_API_KEY_NAME_LENGTH } from '../../shared/limits.ts';
import type { ApiKeyInfo } from '../../shared/operations.ts';
import { type Role, roles } from '../../shared/roles.ts';
import { commonWords } from '../../shared/words/en/common.ts';
import { preferencesWords } from '../../shared/words/en/settings/preferences.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Dialog } from '../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { useBlockedReason, usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import { ApiKeyLimits, findLimitsError, NO_LIMITS, readLimits } from './api-key-limits.tsx';
import { roleDescription, roleLabel } from './role-texts.ts';
import './api-keys.css';

const t = words(preferencesWords);
const common = words(commonWords);

export function AddApiKeyDialog({
  onAdded,
  onClose,
}: {
  onAdded: (keys: ApiKeyInfo[]) => void;
  onClose: () => void;
}) {
  const [made, setMade] = useState<{ name: string; role: Role; apiKey: string } | null>(null);
  return (
    <Dialog title={made ? t('newKeyTitle') : t('addKeyTitle')} size="sm" focusTitle={false} onClose={onClose}>
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
  const { pending, failure, setFailure, run } = useCall(t('addKeyFailed'));
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
        label={t('keyName')}
        description={t('keyNameText')}
        maxLength={MAX_API_KEY_NAME_LENGTH}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={isTried && isNameMissing ? t('keyNameMissing') : null}
        data-autofocus
      />
      <Radio.Group label={t('keyRole')} value={role} onChange={(value) => setRole(value as Role)} mt="md">
        <Stack gap="xs" mt="xs" mb="md">
          {roles.map((one) => (
            <Radio key={one} value={one} label={roleLabel(one)} description={roleDescription(one)} />
          ))}
        </Stack>
      </Radio.Group>
      {role === 'use' ? (
        <ApiKeyLimits limits={limits} error={isTried ? limitsError : null} onChange={setLimits} />
      ) : null}
      {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
      <div className="sy-dialog-buttons">
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
        <ActionButton size="sm" type="submit" blocked={blocked} pending={pending} onClick={() => undefined}>
          {t('addKeyConfirm')}
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
        {t('keyMade', { name })}
      </Text>
      <div className="sy-made-key">
        <code className="sy-mono">{apiKey}</code>
        <CopyButton text={apiKey} label={t('copyKey')} size={28} />
      </div>
      <Text size="xs" c="dimmed" mt="sm">
        {t('keyHeader')} {role === 'use' ? t('keyForModels') : t('keyForPeople')}
      </Text>
      <div className="sy-dialog-buttons">
        <Button autoFocus onClick={onClose}>
          {common('done')}
        </Button>
      </div>
    </>
  );
}
