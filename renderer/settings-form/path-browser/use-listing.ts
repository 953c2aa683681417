import { useEffect, useState } from 'react';
import type { OperationOutput } from '../../../shared/operations.ts';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { words } from '../../../shared/words/words.ts';
import { usePanelServices } from '../../panel-context.tsx';
import { type CallFailure, describeFailure } from '../../state/calls.ts';

const t = words(settingsFormWords);

export type Listing = OperationOutput<'BrowseFolder'>;

/**
 * The content of a folder. The listing stays that of the last folder that could be read.
 * @param path empty: the home folder
 * @param options `hidden`: what is hidden by its name, too. `onRead`: called when a folder was read; the same function in every render
 */
export function useListing(
  path: string,
  { hidden, onRead }: { hidden: boolean; onRead: () => void },
): { listing: Listing | null; failure: CallFailure | null } {
  const { client } = usePanelServices();
  const [listing, setListing] = useState<Listing | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  useEffect(() => {
    let isCurrent = true;
    client.BrowseFolder({ path, ...(hidden ? { hidden } : {}) }).then(
      (found) => {
        if (!isCurrent) return;
        setListing(found);
        setFailure(null);
        onRead();
      },
      (error: unknown) => {
        if (isCurrent) setFailure(describeFailure(t('readingFolderFailed'), error));
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [client, path, hidden, onRead]);
  return { listing, failure };
}
