import { Button, PasswordInput, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { PlainHttpNote } from '../controls/plain-http-note.tsx';
import { Mark } from '../theme/mark.tsx';
import type { SignInResult } from '../transport/access.ts';
import './sign-in.css';

const ERRORS: Record<SignInResult, string | null> = {
  'signed-in': null,
  refused: 'This is neither the token nor an API key of this Switchyard.',
  'models-only':
    'This API key is for asking models, and sees no panel. Paste the token, or a key with another role.',
  'too-many': 'Too many wrong tokens came from this address. Wait five seconds, then try again.',
  unreachable: 'Switchyard does not answer. Look whether it is still running.',
};

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
      setError('Paste the token or a key first.');
      return;
    }
    setPending(true);
    const failed = ERRORS[await signIn(token.trim())];
    setPending(false);
    setError(failed);
    if (failed === null) onSignedIn();
  };

  return (
    <main className="sy-sign-in">
      <form onSubmit={(event) => void submit(event)} className="sy-sign-in-card">
        <Mark size={44} />
        <Title order={1} size="h3">
          Sign in to Switchyard
        </Title>
        <Text size="sm">
          Open the address that the program printed when it started: it signs this browser in.
        </Text>
        <PlainHttpNote />
        <PasswordInput
          label="Or paste the token or an API key"
          description="The token is in the file “token” in the data directory of Switchyard. API keys are made in its preferences."
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          error={error}
          autoComplete="off"
          w="100%"
          visibilityToggleButtonProps={{ 'aria-label': 'Show the token' }}
        />
        <Button type="submit" fullWidth loading={pending}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
