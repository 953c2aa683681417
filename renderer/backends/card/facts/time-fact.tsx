/** Since when a backend runs, and when it was used last. */
import { formatAgo, formatCount, formatDuration } from '../../../format/amounts.ts';
import { useIsStale, useTickingText } from '../../../panel-context.tsx';
import type { ShownBackend } from '../../../state/panel-store.ts';
import { Fact } from './fact.tsx';

export function TimeFact({ backend }: { backend: ShownBackend }) {
  const { phase, pid, started_at: startedAt, last_used_at: lastUsedAt, restarts } = backend;
  const isUp = phase === 'running' || phase === 'idle';
  if ((!isUp && pid === undefined) || startedAt === undefined)
    return lastUsedAt === undefined ? null : (
      <Fact name="Used">
        <LastUsed at={lastUsedAt} />
      </Fact>
    );
  return (
    // While a backend loads or stops it is not up, but it has been started.
    <Fact name={isUp ? 'Up' : 'Started'}>
      <div className="sy-fact-parts">
        <span>{isUp ? <Uptime since={startedAt} /> : <Ago at={startedAt} />}</span>
        {lastUsedAt !== undefined || backend.reports_usage ? <LastUsed at={lastUsedAt} /> : null}
        {isUp && backend.work_source === 'connections' ? <span>open connections count as work</span> : null}
        {restarts > 0 ? <span>restarted {formatCount(restarts, 'time')}</span> : null}
      </div>
    </Fact>
  );
}

const formatLocal = (at: string) =>
  new Date(at).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' });

function TickingText({ format }: { format: (now: number) => string }) {
  return useTickingText(format);
}

/** While the connection is lost, a duration would count on although nobody knows it. Then the time is shown instead. */
function Uptime({ since }: { since: string }) {
  const start = Date.parse(since);
  if (useIsStale()) return `since ${formatLocal(since)}`;
  return <TickingText format={(now) => formatDuration(now - start)} />;
}

/** `5 min ago`. */
function Ago({ at }: { at: string }) {
  const time = Date.parse(at);
  return useIsStale() ? formatLocal(at) : <TickingText format={(now) => formatAgo(now - time)} />;
}

function LastUsed({ at }: { at: string | undefined }) {
  if (at === undefined) return <span>not used yet</span>;
  return (
    <span>
      last used <Ago at={at} />
    </span>
  );
}
