/** The GGUF models on the host's machine: what each is, whether it fits, and a button that opens the form with it. */

import { Text } from '@mantine/core';
import { useState } from 'react';
import { modelsWords } from '../../shared/words/en/models.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { SidePanel } from '../controls/dialog/dialog.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { LoadingNote } from '../controls/messages/loading-note.tsx';
import { SearchInput } from '../controls/search-input.tsx';
import { formatBytes } from '../format/amounts.ts';
import { matchesWords } from '../format/matches-words.ts';
import { useResources } from '../gpu/use-resources.ts';
import { useBlockedReason, usePanelServices } from '../panel-context.tsx';
import { findingOfModel } from '../state/finding-of-model.ts';
import type { FoundModel } from '../state/view-state.ts';
import { type Fit, fitOf } from './fit.ts';
import { useFoundModels } from './use-found-models.ts';
import './models.css';

const t = words(modelsWords);

export function ModelsDialog({ onClose }: { onClose: () => void }) {
  const { models, failure, retry } = useFoundModels();
  const [search, setSearch] = useState('');
  const shown = (models ?? []).filter((model) => matchesSearch(model, search));
  return (
    <SidePanel title={t('title')} onClose={onClose}>
      <div className="sy-models">
        {failure ? (
          <ErrorMessage failure={failure} onRetry={retry} />
        ) : models === null ? (
          <LoadingNote text={t('looking')} />
        ) : models.length === 0 ? (
          <Text size="sm">{t('none')}</Text>
        ) : (
          <>
            <SearchInput label={t('find')} value={search} onSearch={setSearch} />
            <span role="status" className="sy-small">
              {search.trim() === ''
                ? t('count', { count: models.length })
                : t('countOf', { shown: shown.length, count: models.length })}
            </span>
            <ul aria-label={t('list')}>
              {shown.map((model) => (
                <ModelRow key={model.path} model={model} />
              ))}
            </ul>
          </>
        )}
      </div>
    </SidePanel>
  );
}

const matchesSearch = ({ title, source, quantization = '', path }: FoundModel, search: string): boolean =>
  matchesWords(search, [title, source, quantization, path]);

function ModelRow({ model }: { model: FoundModel }) {
  const { open } = usePanelServices();
  const blocked = useBlockedReason('AddNewBackend');
  const fit = useFit(model.bytes);
  const { title, source, bytes, quantization, context_tokens: context, purpose, folder, path } = model;
  const facts = [
    source,
    formatBytes(bytes),
    ...(quantization === undefined ? [] : [quantization]),
    ...(context === undefined ? [] : [t('context', { tokens: context })]),
    ...(purpose === 'embeddings' ? [t('embeddings')] : []),
  ];
  return (
    <li>
      <div className="sy-model-text">
        <div className="sy-model-name">{title}</div>
        <div className="sy-model-facts">{facts.join(' · ')}</div>
        <div className="sy-model-facts" data-fit={fit.kind}>
          {[fit.text, ...(model.is_used ? [t('alreadyUsed')] : [])].join(' · ')}
        </div>
        <div className="sy-model-facts sy-mono sy-clip" title={path}>
          {folder}
        </div>
      </div>
      <ActionButton
        variant="default"
        blocked={blocked}
        aria-label={t('addOf', { title })}
        onClick={() => open({ kind: 'add', finding: findingOfModel(model) })}
      >
        {t('add')}
      </ActionButton>
    </li>
  );
}

function useFit(bytes: number): Fit {
  const gpus = useResources((state) => state.gpus);
  const freeRam = useResources(({ machine }) => machine?.system_ram.free);
  const usable = [...gpus.values()].filter(({ excluded }) => excluded !== true);
  return fitOf(bytes, usable, freeRam);
}
