/** How other programs reach the HTTP API of the desktop app: its address, and the token they have to send. */
import { Button, Text, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import type { PreferencesView } from '../../shared/operations.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { CopyButton } from '../controls/copy-button.tsx';
import { Dialog } from '../controls/dialog.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { useBlocked, usePanel } from '../panel.tsx';
import { useCall } from '../state/use-call.ts';
import '../controls/facts.css';
import './api-access.css';

/** The same for every token, so that it does not tell how long it is. */
const MASKED = '•'.repeat(24);

export function ApiAccess({
  api,
  onChange,
}: {
  api: NonNullable<PreferencesView['api']>;
  /** Gets what the host answered to a new token. */
  onChange: (view: PreferencesView) => void;
}) {
  const blocked = useBlocked('RenewApiToken');
  const [shown, setShown] = useState(false);
  const [asking, setAsking] = useState(false);
  const [renewed, setRenewed] = useState(false);
  return (
    <div className="sy-api">
      <dl className="sy-facts">
        <dt>Address</dt>
        <dd>
          {api.url === null ? (
            'off'
          ) : (
            <div className="sy-address">
              <a className="sy-clip" href={api.url} target="_blank" rel="noreferrer">
                {api.url}
              </a>
              <CopyButton text={api.url} label="Copy address of the API" />
            </div>
          )}
        </dd>
        <dt>Token</dt>
        <dd className="sy-token">
          <code className="sy-mono">
            {shown ? (
              api.token
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
            <CopyButton text={api.token} label="Copy token" />
          </span>
        </dd>
      </dl>
      <div className="sy-api-renew">
        <ActionButton
          size="compact-sm"
          variant="default"
          blocked={blocked}
          onClick={() => {
            setRenewed(false);
            setAsking(true);
          }}
        >
          Make a new token…
        </ActionButton>
        <span role="status">{renewed ? 'A new token was made.' : null}</span>
      </div>
      {asking ? (
        <RenewQuestion
          onClose={() => setAsking(false)}
          onRenewed={(view) => {
            setAsking(false);
            setRenewed(true);
            onChange(view);
          }}
        />
      ) : null}
    </div>
  );
}

function RenewQuestion({
  onClose,
  onRenewed,
}: {
  onClose: () => void;
  onRenewed: (view: PreferencesView) => void;
}) {
  const { client } = usePanel();
  const blocked = useBlocked('RenewApiToken');
  const { pending, failure, setFailure, run } = useCall('Making a new token');
  const renew = () => run(async () => onRenewed(await client.RenewApiToken({})));
  return (
    <Dialog title="Make a new token?" size="sm" focusTitle={false} onClose={onClose}>
      <Text size="sm" mb="md">
        Programs and browsers that send the old token are refused from then on. Give them the new one.
      </Text>
      {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
      <div className="sy-dialog-buttons">
        <Button variant="default" data-autofocus onClick={onClose}>
          Keep the old one
        </Button>
        <ActionButton size="sm" blocked={blocked} pending={pending} onClick={() => void renew()}>
          Make a new token
        </ActionButton>
      </div>
    </Dialog>
  );
}
