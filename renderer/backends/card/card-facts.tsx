/** What a backend is and uses. A fact that is not known is left out rather than shown as a zero. */
import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { CopyButton } from '../../controls/copy-button.tsx';
import { backendColour } from '../../gpu/backend-colour.ts';
import { formatGpus } from '../../gpu/gpu-names.ts';
import { Swatch } from '../../gpu/swatch.tsx';
import { useGpus } from '../../gpu/use-resources.ts';
import { useMeasuredUsage, usePanelState, useTickingText } from '../../panel-context.tsx';
import '../../controls/facts.css';
import { formatAgo, formatBytes, formatCount, formatDuration } from '../../format/amounts.ts';
import type { MeasuredUsage, ShownBackend } from '../../state/panel-store.ts';

/** More would crowd out what one looks for; the rest is in the title. */
const FEATURES_SHOWN = 4;

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** A picture of the past must not go on counting as if it were the present: it names the moment instead. */
function useIsStale(): boolean {
  return usePanelState(({ freshness }) => freshness === 'stale');
}

const moment = (at: string) =>
  new Date(at).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' });

function TickingText({ words }: { words: (now: number) => string }) {
  return useTickingText(words);
}

function Uptime({ since }: { since: string }) {
  const at = Date.parse(since);
  if (useIsStale()) return <span>since {moment(since)}</span>;
  return (
    <span>
      <TickingText words={(now) => formatDuration(now - at)} />
    </span>
  );
}

/** `5 min ago`. */
function Ago({ at }: { at: string }) {
  const then = Date.parse(at);
  return useIsStale() ? moment(at) : <TickingText words={(now) => formatAgo(now - then)} />;
}

function LastUsed({ at }: { at: string | undefined }) {
  if (at === undefined) return <span>not used yet</span>;
  return (
    <span>
      last used <Ago at={at} />
    </span>
  );
}

/** Only an address that a browser can open becomes a link. */
const isWebAddress = (address: string) => /^https?:\/\//i.test(address);

/** In the colour in which its share is drawn in the bars of the graphics cards. */
function Vram({ id, bytes, source }: { id: number; bytes: number; source: MeasuredUsage['vram_source'] }) {
  // The driver tells of it and there is none: no share has a colour then.
  if (bytes === 0) return 'no VRAM';
  const ownWord = source === 'engine';
  return (
    <span {...(ownWord ? { title: 'By its own word: the driver does not tell' } : {})}>
      <Swatch colour={backendColour(id)} />
      {formatBytes(bytes)} VRAM
      {ownWord ? <VisuallyHidden component="span"> by its own word</VisuallyHidden> : null}
    </span>
  );
}

/** What changes with every sample, by itself: the rest of the card stays as it is. */
function Uses({ id, gpus }: { id: number; gpus: readonly string[] }) {
  const { vram_bytes, vram_source, ram_bytes, cpu_percent } = useMeasuredUsage(id) ?? {};
  const cards = useGpus();
  const uses: ReactNode[] = [];
  if (gpus.length > 0) uses.push(formatGpus(gpus, cards));
  if (vram_bytes !== undefined) uses.push(<Vram id={id} bytes={vram_bytes} source={vram_source} />);
  if (ram_bytes !== undefined) uses.push(`${formatBytes(ram_bytes)} RAM`);
  if (cpu_percent !== undefined)
    uses.push(<span title="Of one core: 100 % is one core busy">CPU {Math.round(cpu_percent)} %</span>);
  if (uses.length === 0) return null;
  return (
    <Fact name="Uses">
      <Parts parts={uses} />
    </Fact>
  );
}

export function CardFacts({ backend }: { backend: ShownBackend }) {
  const up = backend.phase === 'running' || backend.phase === 'idle';
  const alive = backend.pid !== undefined || up;
  const usage =
    backend.last_used_at !== undefined || backend.reports_usage ? (
      <LastUsed at={backend.last_used_at} />
    ) : null;
  return (
    <dl className="sy-facts">
      {backend.current_model === null || backend.current_model === '' ? null : (
        <Fact name="Model">
          <div className="sy-clip" title={backend.current_model}>
            {backend.current_model}
          </div>
        </Fact>
      )}
      {backend.address === undefined ? null : (
        <Fact name="Address">
          <div className="sy-address">
            {isWebAddress(backend.address) ? (
              <a className="sy-clip" href={backend.address} target="_blank" rel="noreferrer noopener">
                {backend.address}
              </a>
            ) : (
              <span className="sy-clip">{backend.address}</span>
            )}
            <CopyButton text={backend.address} label="Copy address" />
          </div>
        </Fact>
      )}
      <Uses id={backend.id} gpus={backend.gpu ?? []} />
      {alive && backend.started_at !== undefined ? (
        <Fact name={up ? 'Up' : 'Started'}>
          <div className="sy-fact-parts">
            {/* What loads or stops is not up: it was only started. */}
            {up ? (
              <Uptime since={backend.started_at} />
            ) : (
              <span>
                <Ago at={backend.started_at} />
              </span>
            )}
            {usage}
            {backend.restarts > 0 ? <span>restarted {formatCount(backend.restarts, 'time')}</span> : null}
          </div>
        </Fact>
      ) : backend.last_used_at === undefined ? null : (
        <Fact name="Used">
          <LastUsed at={backend.last_used_at} />
        </Fact>
      )}
      {alive && backend.can_load_models ? (
        <Fact name="Serves">
          <div className="sy-fact-parts">
            <span>
              {backend.max_usages === 1
                ? 'one request at a time'
                : `${backend.max_usages} requests at a time`}
            </span>
            {backend.pid === undefined ? null : <span>PID {backend.pid}</span>}
          </div>
        </Fact>
      ) : null}
      {backend.features.length === 0 ? null : (
        <Fact name="Can do">
          <div className="sy-features" title={backend.features.join(', ')}>
            {backend.features.slice(0, FEATURES_SHOWN).map((feature) => (
              <span key={feature} className="sy-feature">
                {feature}
              </span>
            ))}
            {backend.features.length > FEATURES_SHOWN ? (
              <span className="sy-feature">+{backend.features.length - FEATURES_SHOWN}</span>
            ) : null}
          </div>
        </Fact>
      )}
    </dl>
  );
}

function Parts({ parts }: { parts: readonly ReactNode[] }) {
  return (
    <div className="sy-fact-parts">
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of these facts is fixed
        <span key={index}>{part}</span>
      ))}
    </div>
  );
}
