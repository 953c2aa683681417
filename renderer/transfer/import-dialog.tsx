/** The dialog that imports backends: choose a source, see what would be added, choose among it, import. The page reads the file. */

import { useCallback, useEffect, useState } from 'react';
import { transferWords } from '../../shared/words/en/transfer/transfer.ts';
import { words } from '../../shared/words/words.ts';
import { Dialog } from '../controls/dialog/dialog.tsx';
import { usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import { ImportPlan } from './import-plan.tsx';
import { ImportResult } from './import-result.tsx';
import { ImportSource } from './import-source.tsx';
import type { Imported, Preview, Source } from './transfer.ts';

const t = words(transferWords);

export function ImportDialog({
  path,
  onClose,
}: {
  /** On the host's machine; it is read at once. */
  path?: string | undefined;
  onClose: () => void;
}) {
  const { client } = usePanelServices();
  const [source, setSource] = useState<Source | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [result, setResult] = useState<Imported | null>(null);
  const { pending, failure, setFailure, run } = useCall(t('nothingImported'));

  const readPreview = useCallback(
    (from: Source) =>
      run(async () => {
        setPreview(await client.PreviewImport(from.input));
        setSource(from);
      }),
    [client, run],
  );
  useEffect(() => {
    if (path !== undefined) void readPreview({ name: path, input: { path } });
  }, [path, readPreview]);

  return (
    <Dialog title={t('importTitle')} size="lg" onClose={onClose}>
      {result ? (
        <ImportResult result={result} onClose={onClose} />
      ) : source && preview ? (
        <ImportPlan
          source={source}
          preview={preview}
          onPreviewAgain={(swarmFolder) =>
            void readPreview({ ...source, input: { ...source.input, swarm_folder: swarmFolder } })
          }
          isPreviewing={pending}
          previewFailure={failure}
          onBack={() => {
            setPreview(null);
            setFailure(null);
          }}
          onDone={setResult}
        />
      ) : (
        <ImportSource
          pending={pending}
          failure={failure}
          onChoose={(from) => void readPreview(from)}
          onFailure={setFailure}
        />
      )}
    </Dialog>
  );
}
