/** What a row tells of the use of a backend. It changes with every sample and every second; the rest of the row does not render for that. */
import { backendCardWords } from '../../../shared/words/en/backends/card.ts';
import { backendListWords } from '../../../shared/words/en/backends/list.ts';
import { words } from '../../../shared/words/words.ts';
import { formatAgo, formatBytes } from '../../format/amounts.ts';
import { backendColour } from '../../gpu/backend-colour.ts';
import { formatGpus } from '../../gpu/gpu-names.ts';
import { Swatch } from '../../gpu/swatch.tsx';
import { useIsStale, useMeasuredUsage, useTickingText } from '../../panel-context.tsx';

const t = words(backendListWords);
const cardText = words(backendCardWords);

/** The GPUs that it uses with its VRAM, else its RAM. */
export function RowUsage({ id, gpus = [] }: { id: number; gpus?: readonly string[] | undefined }) {
  const { vram_bytes: vram = 0, ram_bytes: ram } = useMeasuredUsage(id) ?? {};
  const memory =
    vram > 0
      ? formatBytes(vram)
      : gpus.length === 0 && ram !== undefined
        ? cardText('ram', { bytes: formatBytes(ram) })
        : '';
  return (
    <span className="sy-row-usage sy-clip" dir="auto">
      {vram > 0 ? <Swatch colour={backendColour(id)} /> : null}
      {[gpus.length === 0 ? '' : formatGpus(gpus, []), memory].filter(Boolean).join(' · ')}
    </span>
  );
}

export function LastUse({ at }: { at: string | undefined }) {
  return (
    <span className="sy-row-used sy-clip" title={at === undefined ? undefined : t('lastUsed')}>
      <Ago at={at} />
    </span>
  );
}

/** `5 min ago`; nothing where it never was, and while nobody knows how long ago that is. */
export function Ago({ at }: { at: string | undefined }) {
  const isStale = useIsStale();
  return at === undefined || isStale ? '' : <TickingAgo at={Date.parse(at)} />;
}

function TickingAgo({ at }: { at: number }) {
  return useTickingText((now) => formatAgo(now - at));
}
