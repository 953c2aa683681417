import { Button, FileButton, Text, TextInput } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { type DragEvent, useState } from 'react';
import { MAX_UPLOAD_BYTES } from '../../shared/limits.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { ErrorMessage } from '../controls/error-message.tsx';
import { PathBrowser } from '../settings-form/path-browser.tsx';
import type { CallFailure } from '../state/activity.ts';
import type { Source } from './transfer.ts';
import './transfer.css';

export function ImportSource({
  pending,
  failure,
  onChoose,
  onFailure,
}: {
  pending: boolean;
  failure: CallFailure | null;
  onChoose: (source: Source) => void;
  onFailure: (failure: CallFailure | null) => void;
}) {
  const [over, setOver] = useState(false);
  const [path, setPath] = useState('');
  const [browsing, setBrowsing] = useState(false);

  const take = async (file: File | null | undefined) => {
    if (!file) return;
    onFailure(null);
    if (file.size > MAX_UPLOAD_BYTES) {
      const message = `${file.name} is too large to be a list of backends.`;
      onFailure({
        action: 'Reading it',
        message,
        hint: "SwarmUI's is called Backends.fds and lies in its folder Data.",
      });
      return;
    }
    try {
      onChoose({ name: file.name, input: { text: await file.text() } });
    } catch {
      // A folder, or a file that is gone by now.
      const message = `${file.name} cannot be read.`;
      onFailure({ action: 'Reading it', message, hint: 'Choose it once more.' });
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };

  return (
    <div className="sy-transfer">
      <Text size="sm" c="dimmed">
        From SwarmUI: the file Backends.fds in its folder Data. From Switchyard: a file that was exported.
        First you see what would be added.
      </Text>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a short cut of the button inside */}
      <div
        className="sy-drop"
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <FileUp size={22} aria-hidden />
        <FileButton onChange={(file) => void take(file)} inputProps={{ 'aria-label': 'File to import' }}>
          {(props) => (
            <Button {...props} variant="default" loading={pending}>
              Choose a file…
            </Button>
          )}
        </FileButton>
        <span>or drop it here</span>
      </div>
      <form
        className="sy-transfer-row"
        onSubmit={(event) => {
          event.preventDefault();
          if (path.trim() !== '' && !pending) onChoose({ name: path.trim(), input: { path: path.trim() } });
        }}
      >
        <TextInput
          className="sy-grow"
          classNames={{ input: 'sy-mono' }}
          label="Or its place on the machine that Switchyard runs on"
          description="SwarmUI's folder will do."
          placeholder="/home/you/SwarmUI"
          value={path}
          onChange={(event) => setPath(event.currentTarget.value)}
        />
        <Button variant="default" onClick={() => setBrowsing(true)}>
          Browse
        </Button>
        <ActionButton
          size="sm"
          type="submit"
          variant="default"
          pending={pending}
          blocked={path.trim() === '' ? 'Fill in the path first.' : null}
          onClick={() => undefined}
        >
          Read it
        </ActionButton>
      </form>
      {failure ? <ErrorMessage failure={failure} onClose={() => onFailure(null)} /> : null}
      {browsing ? (
        <PathBrowser
          wanted="file"
          start={path}
          label="File to import"
          onChoose={(chosen) => {
            setPath(chosen);
            setBrowsing(false);
          }}
          onClose={() => setBrowsing(false)}
        />
      ) : null}
    </div>
  );
}
