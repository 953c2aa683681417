/** Turns texts into vectors, and shows how much they are alike: that is what embeddings are for. */

import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { tryItWords } from '../../../shared/words/en/try-it.ts';
import { intl, words } from '../../../shared/words/words.ts';
import { ActionButton } from '../../controls/action-button.tsx';
import { CopyButton } from '../../controls/copy-button.tsx';
import { ErrorMessage } from '../../controls/messages/error-message.tsx';
import { useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { modelName } from '../model-name.ts';
import { type Embedding, readEmbeddings, similarity } from './embeddings.ts';
import './embeddings-view.css';

const t = words(tryItWords);

/** Numbers of a vector that are shown. All of them can be copied. */
const SHOWN_NUMBERS = 6;

export function EmbeddingsView({ id, model }: { id: number; model: string | null }) {
  const { transport } = usePanelServices();
  const notAllowed = useBlockedReason('ToggleBackend');
  const [text, setText] = useState('');
  const [embeddings, setEmbeddings] = useState<readonly Embedding[]>([]);
  const { pending, failure, setFailure, run } = useCall(t('embeddingFailed'));
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const blocked = notAllowed ?? (lines.length === 0 ? t('textMissing') : null);

  const submit = () => {
    if (blocked !== null || pending) return;
    void run(async () => {
      const controller = new AbortController();
      running.current = controller;
      const response = await transport.sendModelRequest({
        path: 'v1/embeddings',
        body: { model: modelName(id, model), input: lines },
        signal: controller.signal,
      });
      setEmbeddings(await readEmbeddings(response, lines));
    });
  };

  return (
    <>
      <section
        className="sy-try-scroll"
        aria-label={t('vectors')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: otherwise the keyboard could not scroll it
        tabIndex={0}
      >
        <div role="status">
          {embeddings.length === 0 ? (
            <p className="sy-chat-empty">{t('embeddingText')}</p>
          ) : (
            <EmbeddingList embeddings={embeddings} />
          )}
        </div>
      </section>
      <form
        className="sy-try-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
        <Textarea
          data-autofocus
          aria-label={t('embeddingTexts')}
          placeholder={t('embeddingPlaceholder')}
          autosize
          minRows={3}
          maxRows={10}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className="sy-try-row">
          <ActionButton type="submit" blocked={blocked} pending={pending} onClick={() => undefined}>
            {t('getVectors')}
          </ActionButton>
        </div>
      </form>
    </>
  );
}

const formatNumber = (value: number): string =>
  intl.number({ minimumFractionDigits: 4, maximumFractionDigits: 4 }).format(value);

function EmbeddingList({ embeddings }: { embeddings: readonly Embedding[] }) {
  const [first] = embeddings;
  if (first === undefined) return null;
  return (
    <>
      <p className="sy-small">
        {t('vectorsOf', { vectors: embeddings.length, numbers: first.vector.length })}
      </p>
      <ul className="sy-embeddings">
        {embeddings.map(({ text, vector }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same text may be there twice
          <li key={index}>
            <div className="sy-embedding-text">{text}</div>
            <div className="sy-embedding-vector">
              <code>
                {[
                  ...vector.slice(0, SHOWN_NUMBERS).map(formatNumber),
                  ...(vector.length > SHOWN_NUMBERS ? ['…'] : []),
                ].join('  ')}
              </code>
              <CopyButton text={() => JSON.stringify(vector)} label={t('copyVector')} />
            </div>
            {index === 0 ? null : (
              <div className="sy-small">
                {t('similarityPercent', {
                  percent: intl
                    .number({ minimumFractionDigits: 1, maximumFractionDigits: 1 })
                    .format(100 * similarity(first.vector, vector)),
                })}
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
