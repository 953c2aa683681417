/** What a backend is and uses. An unknown fact is left out, because a zero would be wrong. */
import { isParentType } from '../../../../shared/backend.ts';
import { CopyButton } from '../../../controls/copy-button.tsx';
import type { ShownBackend } from '../../../state/panel-store.ts';
import { isLoopbackUrl } from '../../../try-it/snippets/snippets.ts';
import { Fact } from './fact.tsx';
import { TimeFact } from './time-fact.tsx';
import { UsageFact } from './usage-fact.tsx';

/** The others are in the tooltip. */
const MAX_SHOWN_FEATURES = 4;

export function CardFacts({ backend }: { backend: ShownBackend }) {
  return (
    <dl className="sy-facts">
      <ModelFact model={backend.current_model} />
      {backend.address === undefined ? null : (
        <AddressFact address={backend.address} hasPage={backend.has_page ?? false} />
      )}
      <UsageFact id={backend.id} gpus={backend.gpu ?? []} />
      <TimeFact backend={backend} />
      <CapacityFact backend={backend} />
      <FeaturesFact features={backend.features} />
    </dl>
  );
}

function ModelFact({ model }: { model: string | null }) {
  if (model === null || model === '') return null;
  return (
    <Fact name="Model">
      <div className="sy-clip" title={model}>
        {model}
      </div>
    </Fact>
  );
}

/** Only an address that a browser can open becomes a link. */
const isWebAddress = (address: string) => /^https?:\/\//i.test(address);

/** Whether an address of loopback would lead a browser to another machine than the one that the panel is about. */
const leadsElsewhere = (address: string, page: string) =>
  /^https?:/.test(page) && !isLoopbackUrl(page) && isLoopbackUrl(address);

/** @param hasPage false where the address is for programs: they would answer a browser with an error */
function AddressFact({ address, hasPage }: { address: string; hasPage: boolean }) {
  const isLink = hasPage && isWebAddress(address) && !leadsElsewhere(address, document.baseURI);
  return (
    <Fact name="Address">
      <div className="sy-address">
        {isLink ? (
          <a className="sy-clip" href={address} target="_blank" rel="noreferrer noopener">
            {address}
          </a>
        ) : (
          <span className="sy-clip">{address}</span>
        )}
        <CopyButton text={address} label="Copy address" />
      </div>
    </Fact>
  );
}

function CapacityFact({ backend }: { backend: ShownBackend }) {
  const { phase, pid, type, max_usages: maxUsages } = backend;
  const isAlive = pid !== undefined || phase === 'running' || phase === 'idle';
  if (!isAlive || isParentType(type)) return null;
  return (
    <Fact name="Serves">
      <div className="sy-fact-parts">
        <span>{maxUsages === 1 ? 'one request at a time' : `${maxUsages} requests at a time`}</span>
        {pid === undefined ? null : <span>PID {pid}</span>}
      </div>
    </Fact>
  );
}

function FeaturesFact({ features }: { features: readonly string[] }) {
  if (features.length === 0) return null;
  const hiddenCount = features.length - MAX_SHOWN_FEATURES;
  return (
    <Fact name="Can do">
      <div className="sy-features" title={features.join(', ')}>
        {features.slice(0, MAX_SHOWN_FEATURES).map((feature) => (
          <span key={feature} className="sy-feature">
            {feature}
          </span>
        ))}
        {hiddenCount > 0 ? <span className="sy-feature">+{hiddenCount}</span> : null}
      </div>
    </Fact>
  );
}
