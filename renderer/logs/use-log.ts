/** Subscribes to the log of a backend while it is shown. */

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { DEFAULT_LOG_PAGE_LINES } from '../../shared/limits.ts';
import { usePanelServices } from '../panel-context.tsx';
import { type CallFailure, describeFailure } from '../state/calls.ts';
import { createLogBuffer, type LogEntry } from './log-buffer.ts';

export interface OpenLog {
  entries: readonly LogEntry[];
  failure: CallFailure | null;
  /** False once the first kept line has been loaded. */
  hasOlder: boolean;
  isLoadingOlder: boolean;
  loadOlder(): Promise<void>;
  /** The file with the whole log, once it is known. */
  file: string | null;
  isDetached: boolean;
  /** Removes the older lines and continues with the newest. */
  restart(): void;
}

export function useLog(backendId: number): OpenLog {
  const { transport, client } = usePanelServices();
  const [buffer] = useState(() => createLogBuffer());
  const [round, setRound] = useState(0);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const [hasOlder, setHasOlder] = useState(true);
  const [isLoadingOlder, setIsLoadingOlder] = useState(false);
  const [file, setFile] = useState<string | null>(null);
  const entries = useSyncExternalStore(buffer.subscribe, buffer.entries);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round subscribes again
  useEffect(() => {
    buffer.clear();
    setHasOlder(true);
    setFailure(null);
    return transport.listen(
      { kind: 'log', backend_id: backendId, after: 0 },
      (event) => {
        if (event.kind === 'log') buffer.append(event.lines, event.skipped);
      },
      (error) => setFailure({ action: 'Reading the log', message: error.message, hint: error.hint }),
    );
  }, [transport, backendId, buffer, round]);

  const loadOlder = useCallback(async () => {
    setIsLoadingOlder(true);
    setFailure(null);
    const first = buffer.entries().find(({ stream }) => stream !== 'gap');
    try {
      const page = await client.GetBackendLog({
        backend_id: backendId,
        limit: DEFAULT_LOG_PAGE_LINES,
        ...(first === undefined ? {} : { before: first.seq }),
      });
      setFile(page.file);
      setHasOlder(page.before !== null);
      buffer.prepend(page.lines);
    } catch (error) {
      setFailure(describeFailure('Reading older lines', error));
    }
    setIsLoadingOlder(false);
  }, [client, buffer, backendId]);

  const restart = useCallback(() => setRound((count) => count + 1), []);

  return {
    entries,
    failure,
    hasOlder,
    isLoadingOlder,
    loadOlder,
    file,
    isDetached: buffer.isDetached(),
    restart,
  };
}
