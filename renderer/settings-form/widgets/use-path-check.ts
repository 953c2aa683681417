import { useEffect, useState } from 'react';
import { usePanelServices } from '../../panel-context.tsx';
import { isPath } from '../path-browser/folder-path.ts';

/** Long enough not to ask for every letter, and short enough that the warning appears before the user saves. */
const DELAY_MS = 400;

/**
 * A warning about what is at a path, shortly after the path was changed; null if the path is right. A bare name is not
 * checked, because it is looked up on the PATH when it is started.
 */
export function usePathCheck(path: string, wanted: 'file' | 'folder'): string | null {
  const { client } = usePanelServices();
  // With the path that it is about, so that it is never shown for another path.
  const [result, setResult] = useState<{ path: string; warning: string | null } | null>(null);

  useEffect(() => {
    if (!isPath(path)) return;
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const warning = await client.CheckPath({ path }).then(
        ({ kind }) => warningFor(kind, wanted),
        (error: unknown) =>
          `The path could not be checked: ${error instanceof Error ? error.message : String(error)}`,
      );
      if (isCurrent) setResult({ path, warning });
    }, DELAY_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [client, path, wanted]);

  return result?.path === path && isPath(path) ? result.warning : null;
}

function warningFor(
  kind: 'file' | 'folder' | 'missing' | 'unreadable',
  wanted: 'file' | 'folder',
): string | null {
  if (kind === wanted) return null;
  if (kind === 'missing') return `There is no ${wanted} at this path.`;
  if (kind === 'unreadable') return `Switchyard may not read what is at this path.`;
  return wanted === 'file' ? 'This is a folder; a file is wanted.' : 'This is a file; a folder is wanted.';
}
