/** Chooses what to import: a file of this computer, or a path of the machine that Switchyard runs on. */
import { Button, FileButton, Text, TextInput } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { type DragEvent, type FormEvent, useState } from 'react';
import { decodeText } from '../../shared/decode-text.ts';
import { MAX_UPLOAD_BYTES } from '../../shared/limits.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { PathBrowser } from '../settings-form/path-browser/path-browser.tsx';
import type { CallFailure } from '../state/calls.ts';
import type { Source } from './transfer.ts';
import './transfer.css';

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
        From SwarmUI: the file Backends.fds in its folder Data. From Switchyard: a file that was exported.
        First you see what would be added.
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
      <FileButton onChange={(file) => void read(file)} inputProps={{ 'aria-label': 'File to import' }}>
        {(props) => (
          <Button {...props} variant="default" loading={pending}>
            Choose a file…
          </Button>
        )}
      </FileButton>
      <span>or drop it here</span>
    </div>
  );
}

async function readFile(file: File): Promise<Source | CallFailure> {
  if (file.size > MAX_UPLOAD_BYTES)
    return {
      action: 'Reading it',
      message: `${file.name} is too large to be a list of backends.`,
      hint: "SwarmUI's is called Backends.fds and lies in its folder Data.",
    };
  try {
    const decoded = decodeText(new Uint8Array(await file.arrayBuffer()));
    if ('problem' in decoded)
      return {
        action: 'Reading it',
        message: `${file.name} cannot be read: ${decoded.problem}.`,
        hint: "SwarmUI's list is called Backends.fds and lies in its folder Data.",
      };
    return { name: file.name, input: { text: decoded.text } };
  } catch {
    // It is a folder, or it has been deleted.
    return { action: 'Reading it', message: `${file.name} cannot be read.`, hint: 'Choose it once more.' };
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
        label="Or its place on the machine that Switchyard runs on"
        description="SwarmUI's folder will do."
        placeholder="/home/you/SwarmUI"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button variant="default" onClick={() => setIsBrowsing(true)}>
        Browse
      </Button>
      <ActionButton
        size="sm"
        type="submit"
        variant="default"
        pending={pending}
        blocked={path === '' ? 'Fill in the path first.' : null}
        onClick={() => undefined}
      >
        Read it
      </ActionButton>
      {isBrowsing ? (
        <PathBrowser
          wanted="file"
          start={text}
          label="File to import"
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
