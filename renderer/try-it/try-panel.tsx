/** Where a person tries the models of a backend: chat, completion of a text, embeddings. */

import { SegmentedControl, Text } from '@mantine/core';
import { Code } from 'lucide-react';
import { useState } from 'react';
import { tryItWords } from '../../shared/words/en/try-it.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { SidePanel } from '../controls/dialog/dialog.tsx';
import { StatusLine } from '../controls/status-line.tsx';
import { backendNumber } from '../format/display-name.ts';
import { backendName } from '../format/status-text.ts';
import { useBackend, useBackendType, useCallState, useIsStale, usePanelServices } from '../panel-context.tsx';
import type { ShownBackend } from '../state/panel-store.ts';
import { ChatView } from './chat/chat-view.tsx';
import { EmbeddingsView } from './embeddings/embeddings-view.tsx';
import { ModelSelect } from './model-select.tsx';
import { modesOf, type TryMode } from './purpose.ts';
import './try-panel.css';

const t = words(tryItWords);

const modeNames: Record<TryMode, string> = {
  chat: 'Chat',
  completion: 'Completion',
  embeddings: 'Embeddings',
};

export function TryPanel({ id, onClose }: { id: number; onClose: () => void }) {
  const backend = useBackend(id);
  const type = useBackendType(backend?.type ?? '');
  const name = backend ? backendName(backend, type?.name) : backendNumber(id);
  return (
    <SidePanel fill focusTitle={false} size="min(820px, 94vw)" onClose={onClose} title={t('title', { name })}>
      {backend === undefined ? (
        <Text size="sm" p="md">
          {t('backendDeleted')}
        </Text>
      ) : (
        <TryBackend backend={backend} />
      )}
    </SidePanel>
  );
}

function TryBackend({ backend }: { backend: ShownBackend }) {
  const { id } = backend;
  const { open } = usePanelServices();
  const { pending } = useCallState(id);
  const isStale = useIsStale();
  // While it starts, it does not say what it can do: what it could before stays.
  const [modes, setModes] = useState(() => modesOf(backend));
  const known = modesOf(backend);
  if (known.length > 0 && known.join() !== modes.join()) setModes(known);
  const [chosen, setChosen] = useState<TryMode | null>(null);
  const mode = chosen !== null && modes.includes(chosen) ? chosen : (modes[0] ?? 'chat');
  const models = backend.models ?? [];
  const [chosenModel, setModel] = useState<string | null>(null);
  const model = models.length > 1 ? (models.find((one) => one === chosenModel) ?? models[0] ?? null) : null;

  return (
    <>
      <div className="sy-try-bar" role="toolbar" aria-label={t('whatToTry')}>
        <StatusLine backend={backend} pending={pending} stale={isStale} />
        {modes.length > 1 ? (
          <SegmentedControl
            size="xs"
            aria-label={t('kindOfRequest')}
            data={modes.map((value) => ({ value, label: modeNames[value] }))}
            value={mode}
            onChange={(value) => setChosen(modes.find((one) => one === value) ?? null)}
          />
        ) : null}
        {models.length > 1 ? <ModelSelect models={models} model={model} onChoose={setModel} /> : null}
        <ActionButton
          size="compact-sm"
          variant="default"
          leftSection={<Code size={14} aria-hidden />}
          onClick={() => open({ kind: 'use-in', id })}
        >
          {t('useItIn')}
        </ActionButton>
      </div>
      {mode === 'embeddings' ? (
        <EmbeddingsView id={id} model={model} />
      ) : (
        <ChatView key={mode} id={id} mode={mode} model={model} />
      )}
    </>
  );
}
