/** What the operations on logs do. */
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { SwitchyardError } from '../../../../shared/errors.ts';
import { MAX_LOG_PAGE_BYTES, MAX_LOG_PAGE_LINES, MAX_LOG_READ_BYTES } from '../../../../shared/limits.ts';
import { launchPrefix } from '../../../../shared/log/log-runs.ts';
import type { Registry } from '../../backend/registry.ts';
import type { BackendLog } from '../../logging/backend-log.ts';
import type { LogSearcher } from '../../logging/search/log-searcher.ts';
import type { Handlers } from '../dispatch.ts';

export interface LogHandlerParts {
  registry: Registry;
  logOf(uid: string): BackendLog;
  searcher: LogSearcher;
  /** Shows a file in the file manager; absent where the host has no desktop. */
  showFile: ((path: string) => void) | undefined;
}

type LogHandlers = Pick<Handlers, 'GetBackendLog' | 'ListLogRuns' | 'ReadLog' | 'SearchLog' | 'ShowLogFile'>;

const clampCount = (count: number) => Math.min(Math.max(1, count), MAX_LOG_PAGE_LINES);

export function createLogHandlers({ registry, logOf, searcher, showFile }: LogHandlerParts): LogHandlers {
  const find = (id: number) => {
    const { displayName, record } = registry.get(id);
    return { backend: displayName, log: logOf(record.uid) };
  };
  return {
    GetBackendLog: async ({ backend_id, before, limit, search }) => {
      const { log } = find(backend_id);
      const page = await log.read({
        before,
        limit: clampCount(limit),
        search,
        maxBytes: MAX_LOG_PAGE_BYTES,
        maxReadBytes: MAX_LOG_READ_BYTES,
      });
      return { ...page, file: log.file };
    },

    ListLogRuns: async ({ backend_id }) => {
      const { log } = find(backend_id);
      const extent = await log.extent();
      return { runs: log.runsWithin(extent), ...extent, file: log.file };
    },

    ShowLogFile: ({ backend_id }) => {
      const { file } = find(backend_id).log;
      if (showFile === undefined) throw new SwitchyardError('no_file_manager', { file });
      // Before anything is written, there is only the folder.
      showFile(existsSync(file) ? file : dirname(file));
      return { result: 'Success.' };
    },

    SearchLog: async ({ backend_id, before, from, level, match_case, pattern, regex, run, stream }) => {
      const { backend, log } = find(backend_id);
      const range = rangeOf(log, await log.extent(), run, backend);
      const first = Math.max(range.first, from ?? range.first);
      const last = Math.min(range.last, (before ?? Number.POSITIVE_INFINITY) - 1);
      const { prefix } = range;
      const query = { pattern, isRegex: regex, matchCase: match_case, stream, level, prefix };
      const newestFirst = from === undefined;
      const { matches, next, searched } = await log.search(searcher, query, { first, last, newestFirst });
      return {
        matches,
        searched,
        before: next !== null && newestFirst && next >= first ? next + 1 : null,
        from: next !== null && !newestFirst && next <= last ? next : null,
        last: range.last,
      };
    },

    ReadLog: async ({ backend_id, count, from, run, mark }) => {
      const { backend, log } = find(backend_id);
      const extent = await log.extent();
      const { first, last, prefix = '' } = rangeOf(log, extent, run, backend);
      const start = Math.max(first, from ?? (run === undefined ? last - clampCount(count) + 1 : first));
      const limit = Math.min(clampCount(count), last - start + 1);
      const read = limit < 1 ? [] : await log.readFrom(start, { limit, maxBytes: MAX_LOG_PAGE_BYTES });
      const lines = prefix === '' ? read : read.filter(({ text }) => text.startsWith(prefix));
      if (mark === undefined) return { lines: [...lines], ...extent };
      const { pattern, regex = false, match_case = false } = mark;
      const marks = await searcher.mark({
        query: { pattern, isRegex: regex, matchCase: match_case },
        texts: lines.map(({ text }) => text),
      });
      return { lines: [...lines], ...extent, marks };
    },
  };
}

interface Extent {
  first: number;
  last: number;
  /** What its lines begin with, where those between them are of others. */
  prefix?: string;
}

/** The lines of a run; without one, of the log. @throws SwitchyardError `log_run_gone` */
function rangeOf(log: BackendLog, extent: Extent, run: number | undefined, backend: string): Extent {
  if (run === undefined) return extent;
  const found = log.runsWithin(extent).find((one) => one.run === run);
  if (!found) throw new SwitchyardError('log_run_gone', { backend });
  return {
    first: found.from,
    last: found.to,
    ...(found.launch === null ? {} : { prefix: launchPrefix(found.launch) }),
  };
}
