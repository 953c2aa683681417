/** Since when a backend runs, and when it was used last. */

import { backendCardWords } from '../../../../shared/words/en/backends/card.ts';
import { intl, words } from '../../../../shared/words/words.ts';
import { richText } from '../../../controls/messages/rich-text.tsx';
import { formatAgo, formatDuration } from '../../../format/amounts.ts';
import { useIsStale, useTickingText } from '../../../panel-context.tsx';
import type { ShownBackend } from '../../../state/panel-store.ts';
import { Fact } from './fact.tsx';

const t = words(backendCardWords);

export function TimeFact({ backend }: { backend: ShownBackend }) {
  const { phase, pid, started_at: startedAt, last_used_at: lastUsedAt, restarts } = backend;
  const isUp = phase === 'running' || phase === 'idle';
  if ((!isUp && pid === undefined) || startedAt === undefined)
    return lastUsedAt === undefined ? null : (
      <Fact name={t('used')}>
        <LastUsed at={lastUsedAt} />
      </Fact>
    );
  return (
    // While a backend loads or stops it is not up, but it has been started.
    <Fact name={t(isUp ? 'up' : 'started')}>
      <div className="sy-fact-parts">
        <span>{isUp ? <Uptime since={startedAt} /> : <Ago at={startedAt} />}</span>
        {lastUsedAt !== undefined || backend.reports_usage ? <LastUsed at={lastUsedAt} /> : null}
        {isUp && backend.work_source === 'connections' ? <span>{t('connectionsCount')}</span> : null}
        {restarts > 0 ? <span>{t('restarted', { count: restarts })}</span> : null}
      </div>
    </Fact>
  );
}

const formatLocal = (at: string) =>
  intl.date({ dateStyle: 'short', timeStyle: 'short' }).format(new Date(at));

function TickingText({ format }: { format: (now: number) => string }) {
  return useTickingText(format);
}

/** While the connection is lost, a duration would count on although nobody knows it. Then the time is shown instead. */
function Uptime({ since }: { since: string }) {
  const start = Date.parse(since);
  if (useIsStale()) return t('upSince', { time: formatLocal(since) });
  return <TickingText format={(now) => formatDuration(now - start)} />;
}

/** `5 min ago`. */
function Ago({ at }: { at: string }) {
  const time = Date.parse(at);
  return useIsStale() ? formatLocal(at) : <TickingText format={(now) => formatAgo(now - time)} />;
}

function LastUsed({ at }: { at: string | undefined }) {
  return (
    <span>
      {at === undefined ? t('notUsed') : richText(t.parts('lastUsed', { ago: () => <Ago at={at} /> }))}
    </span>
  );
}
