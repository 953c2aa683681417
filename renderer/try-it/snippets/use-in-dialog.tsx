/** How other programs use the models of a backend. */

import { Tabs, Text } from '@mantine/core';
import { useState } from 'react';
import { tryItWords } from '../../../shared/words/en/try-it.ts';
import { words } from '../../../shared/words/words.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { CopyButton } from '../../controls/copy-button.tsx';
import { Dialog } from '../../controls/dialog/dialog.tsx';
import { backendNumber } from '../../format/display-name.ts';
import { backendName } from '../../format/status-text.ts';
import { Allowed, useBackend, useBackendType, usePanelServices } from '../../panel-context.tsx';
import type { ShownBackend } from '../../state/panel-store.ts';
import { ModelSelect } from '../model-select.tsx';
import { modesOf } from '../purpose.ts';
import { type KeyNeed, useKeyNeed, useModelsUrl } from './gateway-address.ts';
import { KEY_PLACEHOLDER, makeSnippets, type Snippet } from './snippets.ts';
import './use-in-dialog.css';

const t = words(tryItWords);

export function UseInDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const backend = useBackend(id);
  const type = useBackendType(backend?.type ?? '');
  const name = backend ? backendName(backend, type?.name) : backendNumber(id);
  return (
    <Dialog title={t('useInTitle', { name })} onClose={onClose} size="lg">
      {backend === undefined ? <Text size="sm">{t('backendDeleted')}</Text> : <Snippets backend={backend} />}
    </Dialog>
  );
}

function Snippets({ backend }: { backend: ShownBackend }) {
  const url = useModelsUrl();
  const keyNeed = useKeyNeed(url);
  const models = backend.models ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  // A backend that does not run may not say what it serves. Its name leads to it all the same.
  const model = models.find((one) => one === chosen) ?? models[0] ?? `backend:${backend.id}`;
  if (url === null) return <GatewayOff />;
  const snippets = makeSnippets({
    baseUrl: url,
    model,
    purpose: modesOf(backend)[0] === 'embeddings' ? 'embeddings' : 'text',
    needsKey: keyNeed === 'needed' || keyNeed === 'unknown',
  });
  return (
    <div className="sy-use-in">
      <Text size="sm">{t('addressText')}</Text>
      <dl className="sy-facts">
        <dt>{t('address')}</dt>
        <dd className="sy-use-in-fact">
          <code>{url}</code>
          <CopyButton text={url} label={t('copyAddress')} />
        </dd>
        <dt>{t('model')}</dt>
        <dd className="sy-use-in-fact">
          {models.length > 1 ? (
            <ModelSelect models={models} model={model} onChoose={setChosen} />
          ) : (
            <code>{model}</code>
          )}
          <CopyButton text={model} label={t('copyModelName')} />
        </dd>
        <dt>{t('key')}</dt>
        <dd>
          <KeyText need={keyNeed} />
        </dd>
      </dl>
      <SnippetTabs snippets={snippets} />
    </div>
  );
}

function SnippetTabs({ snippets }: { snippets: readonly Snippet[] }) {
  return (
    <Tabs defaultValue={snippets[0]?.id ?? null} keepMounted={false}>
      <Tabs.List aria-label={t('program')}>
        {snippets.map(({ id, name }) => (
          <Tabs.Tab key={id} value={id}>
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {snippets.map(({ id, name, where, text }) => (
        <Tabs.Panel key={id} value={id} pt="sm">
          <Text size="sm" c="dimmed">
            {where}
          </Text>
          <div className="sy-snippet">
            <section
              className="sy-snippet-text"
              aria-label={t('forProgram', { name })}
              // biome-ignore lint/a11y/noNoninteractiveTabindex: otherwise the keyboard could not scroll it
              tabIndex={0}
            >
              <pre>
                <code>{text}</code>
              </pre>
            </section>
            <CopyButton text={text} label={t('copy')} size={28} />
          </div>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

const keyTexts = {
  needed: 'keyNeeded',
  unknown: 'keyFromAdmin',
  none: 'keyNone',
  'none-yet': 'keyNoneYet',
} as const satisfies Record<KeyNeed, string>;

function KeyText({ need }: { need: KeyNeed }) {
  const { open } = usePanelServices();
  return (
    <>
      {t(keyTexts[need], { placeholder: KEY_PLACEHOLDER })}{' '}
      {need === 'needed' || need === 'none-yet' ? (
        <Allowed operation="AddApiKey">
          <ActionButton size="compact-xs" variant="default" onClick={() => open({ kind: 'preferences' })}>
            {t('apiKeys')}
          </ActionButton>
        </Allowed>
      ) : null}
    </>
  );
}

function GatewayOff() {
  const { open } = usePanelServices();
  return (
    <div className="sy-use-in">
      <Text size="sm">{t('gatewayOff')}</Text>
      <Allowed operation="EditPreferences">
        <div>
          <ActionButton onClick={() => open({ kind: 'preferences' })}>{t('preferences')}</ActionButton>
        </div>
      </Allowed>
    </div>
  );
}
