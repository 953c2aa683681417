/** Turns texts into vectors, and shows how much they are alike: that is what embeddings are for. */
import { Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { ActionButton } from '../../controls/action-button.tsx';
import { CopyButton } from '../../controls/copy-button.tsx';
import { ErrorMessage } from '../../controls/error-message.tsx';
import { formatCount } from '../../format/amounts.ts';
import { useBlockedReason, usePanelServices } from '../../panel-context.tsx';
import { useCall } from '../../state/use-call.ts';
import { modelName } from '../model-name.ts';
import { type Embedding, readEmbeddings, similarity } from './embeddings.ts';
import './embeddings-view.css';

/** Numbers of a vector that are shown. All of them can be copied. */
const SHOWN_NUMBERS = 6;

export function EmbeddingsView({ id, model }: { id: number; model: string | null }) {
  const { transport } = usePanelServices();
  const notAllowed = useBlockedReason('ToggleBackend');
  const [text, setText] = useState('');
  const [embeddings, setEmbeddings] = useState<readonly Embedding[]>([]);
  const { pending, failure, setFailure, run } = useCall('The embedding');
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const blocked = notAllowed ?? (lines.length === 0 ? 'Write a text first.' : null);

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
        aria-label="Vectors"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: otherwise the keyboard could not scroll it
        tabIndex={0}
      >
        <div role="status">
          {embeddings.length === 0 ? (
            <p className="sy-chat-empty">
              An embedding model turns texts into vectors: the more alike two texts are, the nearer are their
              vectors. Each line is a text of its own.
            </p>
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
          aria-label="Texts, one in each line"
          placeholder={'A cat sleeps on the sofa\nA kitten naps'}
          autosize
          minRows={3}
          maxRows={10}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <div className="sy-try-row">
          <ActionButton type="submit" blocked={blocked} pending={pending} onClick={() => undefined}>
            Make the vectors
          </ActionButton>
        </div>
      </form>
    </>
  );
}

function EmbeddingList({ embeddings }: { embeddings: readonly Embedding[] }) {
  const [first] = embeddings;
  if (first === undefined) return null;
  return (
    <>
      <p className="sy-small">
        {formatCount(embeddings.length, 'vector')} of {formatCount(first.vector.length, 'number')}
      </p>
      <ul className="sy-embeddings">
        {embeddings.map(({ text, vector }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same text may be there twice
          <li key={index}>
            <div className="sy-embedding-text">{text}</div>
            <div className="sy-embedding-vector">
              <code>
                {vector
                  .slice(0, SHOWN_NUMBERS)
                  .map((value) => value.toFixed(4))
                  .join(', ')}
                {vector.length > SHOWN_NUMBERS ? ', …' : ''}
              </code>
              <CopyButton text={() => JSON.stringify(vector)} label="Copy the vector" />
            </div>
            {index === 0 ? null : (
              <div className="sy-small">
                {(100 * similarity(first.vector, vector)).toFixed(1)} % alike to the first (cosine)
              </div>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
