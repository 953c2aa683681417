/** The access over HTTP for other programs and browsers: the address, the token if it may be shown, and how to revoke access. */

import { Button, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { PreferencesView } from '../../shared/operations.ts';
import { preferencesWords } from '../../shared/words/en/settings/preferences.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Dialog } from '../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { PlainHttpNote } from '../controls/messages/plain-http-note.tsx';
import { useBlockedReason, usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import { ApiKeys } from './api-keys.tsx';
import '../controls/facts.css';
import './api-access.css';

const t = words(preferencesWords);

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
        <dt>{t('address')}</dt>
        <dd>{api.url === null ? t('addressOff') : <Address url={api.url} />}</dd>
        {api.token === null ? null : <Token token={api.token} />}
      </dl>
      <div className="sy-api-renew">
        <AskButton operation="RenewApiToken" onClick={() => ask('RenewApiToken')}>
          {t('renewToken')}
        </AskButton>
        <AskButton operation="SignOutEverywhere" onClick={() => ask('SignOutEverywhere')}>
          {t('signOut')}
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
            setResult(t(questions[asked].done));
            setAsked(null);
            onChange(view);
          }}
        />
      ) : null}
    </div>
  );
}

/** The questions before access is revoked: keys of their messages. */
const questions = {
  RenewApiToken: {
    call: 'renewFailed',
    title: 'renewTitle',
    text: 'renewText',
    here: 'renewTextHere',
    keep: 'renewKeep',
    confirm: 'renewConfirm',
    done: 'renewDone',
  },
  SignOutEverywhere: {
    call: 'signOutFailed',
    title: 'signOutTitle',
    text: 'signOutText',
    here: 'signOutTextHere',
    keep: 'signOutKeep',
    confirm: 'signOutConfirm',
    done: 'signOutDone',
  },
} as const;

function Address({ url }: { url: string }) {
  return (
    <div className="sy-address">
      <a className="sy-clip" href={url} dir="auto" target="_blank" rel="noreferrer noopener">
        {url}
      </a>
      <CopyButton text={url} label={t('copyAddress')} />
    </div>
  );
}

function Token({ token }: { token: string }) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <dt>{t('token')}</dt>
      <dd className="sy-token">
        <code className="sy-mono">
          {shown ? (
            token
          ) : (
            <>
              <span aria-hidden>{MASKED}</span>
              <VisuallyHidden>{t('tokenHidden')}</VisuallyHidden>
            </>
          )}
        </code>
        <span className="sy-token-buttons">
          <Button
            size="compact-xs"
            variant="default"
            aria-label={shown ? t('hideToken') : t('showToken')}
            onClick={() => setShown(!shown)}
          >
            {shown ? t('hide') : t('show')}
          </Button>
          <CopyButton text={token} label={t('copyToken')} />
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
  const { pending, failure, setFailure, run } = useCall(t(question.call));
  const confirm = () => run(async () => onDone(await client[operation]({})));
  return (
    <Dialog title={t(question.title)} size="sm" focusTitle={false} onClose={onClose}>
      <Text size="sm" mb="md">
        {t(signsOutThisBrowser ? question.here : question.text)}
      </Text>
      {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
      <div className="sy-dialog-buttons">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t(question.keep)}
        </Button>
        <ActionButton size="sm" blocked={blocked} pending={pending} onClick={() => void confirm()}>
          {t(question.confirm)}
        </ActionButton>
      </div>
    </Dialog>
  );
}
