/** How far a backend has come while it loads: a bar where its output tells, its last line, and how long that usually takes. */
import { Progress } from '@mantine/core';
import type { FullBackend } from '../../../shared/backend.ts';
import { formatDuration, formatPercent } from '../../format/amounts.ts';
import { useTickingText } from '../../panel-context.tsx';
import './card-progress.css';
import { backendCardWords } from '../../../shared/words/en/backends/card.ts';
import { words } from '../../../shared/words/words.ts';

const t = words(backendCardWords);

/** Milliseconds after which a start is not over in a moment: a card that flickered would tell nothing. */
const MIN_SHOWN_TIME = 1000;

export function CardProgress({
  backend: { phase, progress, started_at: startedAt },
}: {
  backend: Pick<FullBackend, 'phase' | 'progress' | 'started_at'>;
}) {
  if (phase !== 'loading' || progress === undefined || startedAt === undefined) return null;
  return <ShownProgress progress={progress} startedAt={Date.parse(startedAt)} />;
}

function ShownProgress({
  progress: { fraction, line, usual_seconds: usual },
  startedAt,
}: {
  progress: NonNullable<FullBackend['progress']>;
  startedAt: number;
}) {
  const time = useTickingText((now) => {
    const elapsed = now - startedAt;
    if (elapsed < MIN_SHOWN_TIME) return '';
    const values = { elapsed: formatDuration(elapsed) };
    return usual === undefined
      ? t('loadingFor', values)
      : t('loadingUsually', { ...values, usual: formatDuration(Math.round(usual) * 1000) });
  });
  if (time === '') return null;
  const percent = fraction === undefined ? null : Math.round(fraction * 100);
  return (
    <div className="sy-progress">
      {percent === null ? null : (
        <Progress.Root size="sm">
          <Progress.Section
            value={percent}
            aria-label={t('loading')}
            aria-valuetext={formatPercent(percent)}
          />
        </Progress.Root>
      )}
      <div className="sy-progress-time">
        {percent === null ? time : [formatPercent(percent), time].join(' · ')}
      </div>
      {line === undefined ? null : (
        <div className="sy-progress-line sy-clip" dir="auto" title={line}>
          {line}
        </div>
      )}
    </div>
  );
}
