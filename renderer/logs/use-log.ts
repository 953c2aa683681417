/** Follows the log of a backend while it is shown: its lines and its runs. */

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import type { LogRun } from '../../shared/log/log-runs.ts';
import type { ScaleState } from '../../shared/scale-out.ts';
import { logsWords } from '../../shared/words/en/logs.ts';
import { errorText } from '../../shared/words/error-text.ts';
import { words } from '../../shared/words/words.ts';
import { useBackend, usePanelServices } from '../panel-context.tsx';
import { type CallFailure, describeFailure } from '../state/calls.ts';
import { type LogExtent, LogLines } from './model/log-lines.ts';

const t = words(logsWords);

export interface OpenLog {
  lines: LogLines;
  /** Null until the first lines are there. */
  extent: LogExtent | null;
  /** Another one with each change of the lines. */
  version: number;
  /** The oldest first. */
  runs: readonly LogRun[];
  /** The file with the newest lines, once it is known. */
  file: string | null;
  failure: CallFailure | null;
  fail(error: unknown): void;
  /** Reads it again from the beginning. */
  retry(): void;
}

export function useLog(backendId: number): OpenLog {
  const { transport, client } = usePanelServices();
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const fail = useCallback((error: unknown) => setFailure(describeFailure(t('readingFailed'), error)), []);
  const [lines] = useState(() => new LogLines({ client, backendId, onFailure: fail }));
  // After the connection was lost, the host may be another one, with other numbers.
  const reconnects = useReconnects();
  const [retries, setRetries] = useState(0);
  const round = reconnects + retries;
  const { extent, version } = useSyncExternalStore(lines.subscribe, lines.snapshot);
  const { file, runs } = useRuns(backendId, round, fail);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round reads everything again
  useEffect(() => {
    let end = () => {};
    let isOver = false;
    setFailure(null);
    lines.open().then((last) => {
      if (isOver) return;
      end = transport.listen(
        { kind: 'log', backend_id: backendId, after: last },
        (event) => {
          if (event.kind === 'log') lines.append(event.lines);
        },
        (error) => setFailure({ action: t('readingFailed'), ...errorText(error) }),
      );
    }, fail);
    return () => {
      isOver = true;
      end();
      lines.close();
    };
  }, [lines, transport, backendId, fail, round]);

  const retry = useCallback(() => setRetries((count) => count + 1), []);
  return { lines, extent, version, runs, file, failure, fail, retry };
}

/** How often the connection was there again after it was lost. */
function useReconnects(): number {
  const { transport } = usePanelServices();
  const [count, setCount] = useState(0);
  useEffect(() => {
    let wasLost = false;
    return transport.onConnection((state) => {
      if (state === 'open' && wasLost) setCount((before) => before + 1);
      wasLost = state !== 'open';
    });
  }, [transport]);
  return count;
}

/** The runs of the log, read again whenever one may have begun or ended. */
function useRuns(backendId: number, round: number, fail: (error: unknown) => void) {
  const { client } = usePanelServices();
  const backend = useBackend(backendId);
  const phase = backend?.phase;
  const launches = backend?.scale === undefined ? '' : launchesOf(backend.scale);
  const [known, setKnown] = useState<{ runs: readonly LogRun[]; file: string | null }>({
    runs: [],
    file: null,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each phase and each launch may begin or end a run
  useEffect(() => {
    let isOver = false;
    // A backend that is gone has no runs to be asked for; those that are known stay.
    if (phase === undefined) return;
    client.ListLogRuns({ backend_id: backendId }).then(
      ({ runs, file }) => {
        if (!isOver) setKnown({ runs, file });
      },
      (error: unknown) => {
        if (!isOver) fail(error);
      },
    );
    return () => {
      isOver = true;
    };
  }, [client, backendId, phase, launches, round, fail]);
  return known;
}

/** Another text with each launch that begins or ends. */
const launchesOf = ({ away, draining, last_launch: last, starting, up }: ScaleState): string =>
  JSON.stringify([up, starting, away, draining, last]);
