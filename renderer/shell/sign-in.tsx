import { Button, PasswordInput, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { PlainHttpNote } from '../controls/messages/plain-http-note.tsx';
import { Mark } from '../theme/mark.tsx';
import type { SignInResult } from '../transport/access.ts';
import './sign-in.css';

const t = words(shellWords);

const errors = {
  refused: 'signInRefused',
  'models-only': 'signInModelsOnly',
  'too-many': 'signInTooMany',
  unreachable: 'signInUnreachable',
} as const satisfies Record<Exclude<SignInResult, 'signed-in'>, string>;

/** Shown instead of the panel while this browser is not signed in. */
export function SignIn({
  signIn,
  onSignedIn,
}: {
  signIn: (token: string) => Promise<SignInResult>;
  onSignedIn: () => void;
}) {
  const [token, setToken] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [pending, setPending] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    if (token.trim() === '') {
      setError(t('tokenMissing'));
      return;
    }
    setPending(true);
    const result = await signIn(token.trim());
    const failed = result === 'signed-in' ? null : t(errors[result]);
    setPending(false);
    setError(failed);
    if (failed === null) onSignedIn();
  };

  return (
    <main className="sy-sign-in">
      <form onSubmit={(event) => void submit(event)} className="sy-sign-in-card">
        <Mark size={44} />
        <Title order={1} size="h3">
          {t('signInTitle')}
        </Title>
        <Text size="sm">{t('signInByAddress')}</Text>
        <PlainHttpNote />
        <PasswordInput
          label={t('signInByToken')}
          description={t('whereTokenIs')}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          error={error}
          autoComplete="off"
          w="100%"
          visibilityToggleButtonProps={{ 'aria-label': t('showToken') }}
        />
        <Button type="submit" fullWidth loading={pending}>
          {t('signIn')}
        </Button>
      </form>
    </main>
  );
}
