/** The GGUF models on the host's machine: what each is, whether it fits, and a button that opens the form with it. */

import { Text } from '@mantine/core';
import { useState } from 'react';
import { ActionButton } from '../controls/action-button.tsx';
import { SidePanel } from '../controls/dialog.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { LoadingNote } from '../controls/loading-note.tsx';
import { SearchInput } from '../controls/search-input.tsx';
import { formatBytes, formatCount } from '../format/amounts.ts';
import { matchesWords } from '../format/matches-words.ts';
import { useResources } from '../gpu/use-resources.ts';
import { useBlockedReason, usePanelServices } from '../panel-context.tsx';
import { findingOfModel } from '../state/finding-of-model.ts';
import type { FoundModel } from '../state/view-state.ts';
import { type Fit, fitOf } from './fit.ts';
import { useFoundModels } from './use-found-models.ts';
import './models.css';

export function ModelsDialog({ onClose }: { onClose: () => void }) {
  const { models, failure, retry } = useFoundModels();
  const [search, setSearch] = useState('');
  const shown = (models ?? []).filter((model) => matchesSearch(model, search));
  return (
    <SidePanel title="Models on this computer" onClose={onClose}>
      <div className="sy-models">
        {failure ? (
          <ErrorMessage failure={failure} onRetry={retry} />
        ) : models === null ? (
          <LoadingNote text="Looking for models…" />
        ) : models.length === 0 ? (
          <Text size="sm">
            No GGUF model was found in the folders of LM Studio, Hugging Face, llama.cpp, Ollama, SwarmUI and
            StabilityMatrix, in ~/models or in Downloads. “Browse” in the form of a new backend leads to any
            other folder.
          </Text>
        ) : (
          <>
            <SearchInput label="Find a model" value={search} onSearch={setSearch} />
            <span role="status" className="sy-small">
              {search.trim() === ''
                ? formatCount(models.length, 'model')
                : `${shown.length} of ${formatCount(models.length, 'model')}`}
            </span>
            <ul aria-label="Models">
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
    ...(context === undefined ? [] : [`${context.toLocaleString('en-US')} tokens of context`]),
    ...(purpose === 'embeddings' ? ['makes embeddings'] : []),
  ];
  return (
    <li>
      <div className="sy-model-text">
        <div className="sy-model-name">{title}</div>
        <div className="sy-model-facts">{facts.join(' · ')}</div>
        <div className="sy-model-facts" data-fit={fit.kind}>
          {fit.text}
          {model.is_used ? ' · a backend has it already' : ''}
        </div>
        <div className="sy-model-facts sy-mono sy-clip" title={path}>
          {folder}
        </div>
      </div>
      <ActionButton
        variant="default"
        blocked={blocked}
        aria-label={`Add ${title}…`}
        onClick={() => open({ kind: 'add', finding: findingOfModel(model) })}
      >
        Add…
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
