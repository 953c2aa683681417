import { useContext, useEffect, useState } from 'react';
import { settingsFormWords } from '../../../shared/words/en/settings/settings-form.ts';
import { translateField } from '../../../shared/words/wire-phrases.ts';
import { words } from '../../../shared/words/words.ts';
import { usePanelServices } from '../../panel-context.tsx';
import { FormTypeContext } from '../form-type.ts';
import { isPath } from '../path-browser/folder-path.ts';

const t = words(settingsFormWords);

/** Long enough not to ask for every letter, and short enough that the warning appears before the user saves. */
const DELAY_MS = 400;

/** What the form says of a path: what a start would find there, or a warning. */
export interface PathNote {
  text: string;
  isWarning: boolean;
}

/**
 * What is to be said of a path, shortly after the path was changed; null for nothing. A bare name is not checked, because it is
 * looked up on the PATH when it is started.
 * @param setting the name of the setting with the path
 */
export function usePathCheck(path: string, wanted: 'file' | 'folder', setting: string): PathNote | null {
  const { client } = usePanelServices();
  const typeId = useContext(FormTypeContext);
  // With the path that it is about, so that it is never shown for another path.
  const [result, setResult] = useState<{ path: string; note: PathNote | null } | null>(null);

  useEffect(() => {
    if (!isPath(path)) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const question = typeId === null ? { path } : { path, type_id: typeId, setting };
      const note = await client.CheckPath(question).then(
        (reply) =>
          reply.found === undefined
            ? warningFor(reply.kind, wanted)
            : { text: translateField(reply, 'found'), isWarning: false },
        (error: unknown) =>
          warning(t('pathNotChecked', { reason: error instanceof Error ? error.message : String(error) })),
      );
      if (isCurrent) setResult({ path, note });
    }, DELAY_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, path, wanted, typeId, setting]);

  return result?.path === path && isPath(path) ? result.note : null;
}

const warning = (text: string): PathNote => ({ text, isWarning: true });

function warningFor(
  kind: 'file' | 'folder' | 'missing' | 'unreadable',
  wanted: 'file' | 'folder',
): PathNote | null {
  if (kind === wanted) return null;
  if (kind === 'missing') return warning(t(wanted === 'file' ? 'noFileAtPath' : 'noFolderAtPath'));
  if (kind === 'unreadable') return warning(t('pathForbidden'));
  return warning(wanted === 'file' ? t('folderWanted') : t('fileWanted'));
}
