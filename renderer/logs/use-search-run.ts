import { useEffect, useRef, useState } from 'react';
import { usePanelServices } from '../panel-context.tsx';
import { type LogSearchInput, LogSearchRun, type SearchState } from './model/log-search-run.ts';

/** Milliseconds of rest in which a person goes on typing. */
const TYPING_DELAY = 120;

/**
 * Searches as long as the component is shown. A change of the input ends the search, and another one begins.
 * @param input null: nothing is searched @param newest number of the newest line of the log
 * @returns null where nothing is searched, or nothing is found yet
 */
export function useSearchRun(
  input: LogSearchInput | null,
  newest: number,
  onFailure: (error: unknown) => void,
): SearchState | null {
  const { client } = usePanelServices();
  const [state, setState] = useState<{ key: string; found: SearchState } | null>(null);
  const run = useRef<LogSearchRun | null>(null);
  const key = input === null ? '' : JSON.stringify(input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the input
  useEffect(() => {
    if (input === null) return;
    const begin = () => {
      run.current = new LogSearchRun({
        client,
        input,
        onChange: (found) => setState({ key, found }),
        onFailure,
      });
    };
    const timer = setTimeout(begin, input.pattern === undefined || input.pattern === '' ? 0 : TYPING_DELAY);
    return () => {
      clearTimeout(timer);
      run.current?.dispose();
      run.current = null;
    };
  }, [client, key, onFailure]);
  useEffect(() => run.current?.noteNewest(newest), [newest]);
  return state?.key === key && input !== null ? state.found : null;
}
