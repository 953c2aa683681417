/** The access over HTTP for other programs and browsers: the address, the token if it may be shown, and how to revoke access. */
import { Button, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { PreferencesView } from '../../shared/operations.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { PlainHttpNote } from '../controls/plain-http-note.tsx';
import { useBlockedReason, usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import { ApiKeys } from './api-keys.tsx';
import '../controls/facts.css';
import './api-access.css';

/** The same for every token, so that it does not reveal the length. */
const MASKED = '•'.repeat(24);

export function ApiAccess({
  api,
  onChange,
}: {
  api: NonNullable<PreferencesView['api']>;
  /** Called with the host's reply. */
  onChange: (view: PreferencesView) => void;
}) {
  const [asked, setAsked] = useState<keyof typeof questions | null>(null);
  const [result, setResult] = useState<string | null>(null);
  const ask = (question: keyof typeof questions) => {
    setResult(null);
    setAsked(question);
  };
  return (
    <div className="sy-api">
      <PlainHttpNote />
      <dl className="sy-facts">
        <dt>Address</dt>
        <dd>{api.url === null ? 'off' : <Address url={api.url} />}</dd>
        {api.token === null ? null : <Token token={api.token} />}
      </dl>
      <div className="sy-api-renew">
        <AskButton operation="RenewApiToken" onClick={() => ask('RenewApiToken')}>
          Make a new token…
        </AskButton>
        <AskButton operation="SignOutEverywhere" onClick={() => ask('SignOutEverywhere')}>
          Sign out everywhere…
        </AskButton>
        <span role="status">{result}</span>
      </div>
      {api.url === null ? null : <ApiKeys />}
      {asked ? (
        <AccessQuestion
          operation={asked}
          signsOutThisBrowser={api.token === null}
          onClose={() => setAsked(null)}
          onDone={(view) => {
            setResult(questions[asked].done);
            setAsked(null);
            onChange(view);
          }}
        />
      ) : null}
    </div>
  );
}

/** The questions before access is revoked. */
const questions = {
  RenewApiToken: {
    call: 'Making a new token',
    title: 'Make a new token?',
    text: 'Programs that send the old token are refused from then on, and every browser is signed out. Give them the new one.',
    here: 'Programs that send the old token are refused from then on, and every browser is signed out, this one too. The new token is in the file “token” in the data directory; Switchyard prints a link that signs in, or shows the token in its window.',
    keep: 'Keep the old one',
    confirm: 'Make a new token',
    done: 'A new token was made.',
  },
  SignOutEverywhere: {
    call: 'Signing out everywhere',
    title: 'Sign out everywhere?',
    text: 'Every browser that is signed in has to sign in again. Programs that send the token go on.',
    here: 'Every browser has to sign in again, this one too: with the link that Switchyard prints then, or with the token. Programs that send the token go on.',
    keep: 'Stay signed in',
    confirm: 'Sign out everywhere',
    done: 'Every browser was signed out.',
  },
} as const;

function Address({ url }: { url: string }) {
  return (
    <div className="sy-address">
      <a className="sy-clip" href={url} target="_blank" rel="noreferrer noopener">
        {url}
      </a>
      <CopyButton text={url} label="Copy address of the API" />
    </div>
  );
}

function Token({ token }: { token: string }) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <dt>Token</dt>
      <dd className="sy-token">
        <code className="sy-mono">
          {shown ? (
            token
          ) : (
            <>
              <span aria-hidden>{MASKED}</span>
              <VisuallyHidden>hidden</VisuallyHidden>
            </>
          )}
        </code>
        <span className="sy-token-buttons">
          <Button
            size="compact-xs"
            variant="default"
            aria-label={shown ? 'Hide token' : 'Show token'}
            onClick={() => setShown(!shown)}
          >
            {shown ? 'Hide' : 'Show'}
          </Button>
          <CopyButton text={token} label="Copy token" />
        </span>
      </dd>
    </>
  );
}

function AskButton({
  operation,
  onClick,
  children,
}: {
  operation: keyof typeof questions;
  onClick: () => void;
  children: string;
}) {
  const blocked = useBlockedReason(operation);
  return (
    <ActionButton size="compact-sm" variant="default" blocked={blocked} onClick={onClick}>
      {children}
    </ActionButton>
  );
}

function AccessQuestion({
  operation,
  signsOutThisBrowser,
  onClose,
  onDone,
}: {
  operation: keyof typeof questions;
  signsOutThisBrowser: boolean;
  onClose: () => void;
  onDone: (view: PreferencesView) => void;
}) {
  const { client } = usePanelServices();
  const blocked = useBlockedReason(operation);
  const question = questions[operation];
  const { pending, failure, setFailure, run } = useCall(question.call);
  const confirm = () => run(async () => onDone(await client[operation]({})));
  return (
    <Dialog title={question.title} size="sm" focusTitle={false} onClose={onClose}>
      <Text size="sm" mb="md">
        {signsOutThisBrowser ? question.here : question.text}
      </Text>
      {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
      <div className="sy-dialog-buttons">
        <Button variant="default" data-autofocus onClick={onClose}>
          {question.keep}
        </Button>
        <ActionButton size="sm" blocked={blocked} pending={pending} onClick={() => void confirm()}>
          {question.confirm}
        </ActionButton>
      </div>
    </Dialog>
  );
}
