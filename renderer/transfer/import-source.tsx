/** Chooses what to import: a file of this computer, or a path of the machine that Switchyard runs on. */

import { Button, FileButton, Text, TextInput } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { type DragEvent, type FormEvent, useState } from 'react';
import { MAX_UPLOAD_BYTES } from '../../shared/limits.ts';
import { decodeText } from '../../shared/text/decode-text.ts';
import { transferWords } from '../../shared/words/en/transfer/transfer.ts';
import { translatePhrase } from '../../shared/words/phrase.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { PathBrowser } from '../settings-form/path-browser/path-browser.tsx';
import type { CallFailure } from '../state/calls.ts';
import type { Source } from './transfer.ts';
import './transfer.css';

const t = words(transferWords);

interface ImportSourceProps {
  pending: boolean;
  failure: CallFailure | null;
  onChoose: (source: Source) => void;
  onFailure: (failure: CallFailure | null) => void;
}

export function ImportSource(props: ImportSourceProps) {
  const { failure, onFailure } = props;
  return (
    <div className="sy-transfer">
      <Text size="sm" c="dimmed">
        {t('importText')}
      </Text>
      <FileDrop {...props} />
      <PathForm {...props} />
      {failure ? <ErrorMessage failure={failure} onClose={() => onFailure(null)} /> : null}
    </div>
  );
}

function FileDrop({ pending, onChoose, onFailure }: ImportSourceProps) {
  const [isOver, setIsOver] = useState(false);

  const read = async (file: File | null | undefined) => {
    if (!file) return;
    onFailure(null);
    const source = await readFile(file);
    if ('name' in source) onChoose(source);
    else onFailure(source);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void read(event.dataTransfer.files[0]);
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping does the same as the button inside
    <div
      className="sy-drop"
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <FileUp size={22} aria-hidden />
      <FileButton onChange={(file) => void read(file)} inputProps={{ 'aria-label': t('file') }}>
        {(props) => (
          <ActionButton {...props} size="sm" variant="default" pending={pending}>
            {t('chooseFile')}
          </ActionButton>
        )}
      </FileButton>
      <span>{t('dropFile')}</span>
    </div>
  );
}

async function readFile(file: File): Promise<Source | CallFailure> {
  if (file.size > MAX_UPLOAD_BYTES)
    return {
      action: t('nothingImported'),
      message: t('fileTooLarge', { name: file.name }),
      hint: t('swarmFileHint'),
    };
  try {
    const decoded = decodeText(new Uint8Array(await file.arrayBuffer()));
    if ('problem' in decoded)
      return {
        action: t('nothingImported'),
        message: t('fileUnreadable', { name: file.name, problem: translatePhrase(decoded.problem) }),
        hint: t('swarmFileHint'),
      };
    return { name: file.name, input: { text: decoded.text } };
  } catch {
    // It is a folder, or it has been deleted.
    return {
      action: t('nothingImported'),
      message: t('fileGone', { name: file.name }),
      hint: t('chooseAgain'),
    };
  }
}

function PathForm({ pending, onChoose }: ImportSourceProps) {
  const [text, setText] = useState('');
  const [isBrowsing, setIsBrowsing] = useState(false);
  const path = text.trim();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (path !== '' && !pending) onChoose({ name: path, input: { path } });
  };

  return (
    <form className="sy-transfer-row" onSubmit={submit}>
      <TextInput
        className="sy-grow"
        classNames={{ input: 'sy-mono' }}
        label={t('path')}
        description={t('pathText')}
        placeholder="/home/you/SwarmUI"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button variant="default" onClick={() => setIsBrowsing(true)}>
        {t('browse')}
      </Button>
      <ActionButton
        size="sm"
        type="submit"
        variant="default"
        pending={pending}
        blocked={path === '' ? t('pathMissing') : null}
        onClick={() => undefined}
      >
        {t('read')}
      </ActionButton>
      {isBrowsing ? (
        <PathBrowser
          wanted="file"
          start={text}
          label={t('file')}
          onChoose={(chosen) => {
            setText(chosen);
            setIsBrowsing(false);
          }}
          onClose={() => setIsBrowsing(false)}
        />
      ) : null}
    </form>
  );
}
