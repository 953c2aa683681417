import { useEffect, useState } from 'react';
import { usePanelServices } from '../panel-context.tsx';

/** Long enough not to ask for every letter, short enough to be read before one saves. */
const PAUSE_MS = 400;

/** A bare name is looked up on the PATH when it is started: that nothing lies at it says nothing. */
const isPath = (text: string) => /[/\\]/.test(text);

/** A warning about what is at a path, some moments after it was last changed; null where all is well. */
export function usePathCheck(path: string, wanted: 'file' | 'folder'): string | null {
  const { client } = usePanelServices();
  // Kept with the path it is about, so that a warning never stands beside another path.
  const [answer, setAnswer] = useState<{ path: string; warning: string | null } | null>(null);

  useEffect(() => {
    if (!isPath(path)) return;
    let current = true;
    const timer = setTimeout(async () => {
      const warning = await client.CheckPath({ path }).then(
        ({ kind }) => warningFor(kind, wanted),
        (error: unknown) =>
          `The path could not be checked: ${error instanceof Error ? error.message : String(error)}`,
      );
      if (current) setAnswer({ path, warning });
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [client, path, wanted]);

  return answer?.path === path && isPath(path) ? answer.warning : null;
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
