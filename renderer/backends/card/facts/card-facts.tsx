/** What a backend is and uses. An unknown fact is left out, because a zero would be wrong. */
import { isParentType } from '../../../../shared/backend.ts';
import { CopyButton } from '../../../controls/copy-button.tsx';
import { formatTokens } from '../../../format/amounts.ts';
import { usePanelServices } from '../../../panel-context.tsx';
import type { ShownBackend } from '../../../state/panel-store.ts';
import { pageAddressOf, type ShownAddress, shownAddress } from '../../shown-address.ts';
import { Fact } from './fact.tsx';
import { TimeFact } from './time-fact.tsx';
import { UsageFact } from './usage-fact.tsx';

/** The others are in the tooltip. */
const MAX_SHOWN_FEATURES = 4;

export function CardFacts({ backend }: { backend: ShownBackend }) {
  const address = shownAddress(backend, pageAddressOf(usePanelServices()));
  return (
    <dl className="sy-facts">
      <ModelFact model={backend.current_model} />
      {address === null ? null : <AddressFact address={address} hasPage={backend.has_page ?? false} />}
      <UsageFact id={backend.id} gpus={backend.gpu ?? []} />
      <TimeFact backend={backend} />
      <TokensFact tokens={backend.tokens} />
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

/** @param hasPage false where the address is for programs: they would answer a browser with an error */
function AddressFact({ address, hasPage }: { address: ShownAddress; hasPage: boolean }) {
  const { isElsewhere, url } = address;
  const isLink = hasPage && isWebAddress(url) && !isElsewhere;
  return (
    <Fact name="Address">
      <div className="sy-address">
        {isLink ? (
          <a className="sy-clip" href={url} target="_blank" rel="noreferrer noopener">
            {url}
          </a>
        ) : (
          <span className="sy-clip">{url}</span>
        )}
        {isElsewhere ? <span className="sy-address-note">on that computer alone</span> : null}
        <CopyButton text={url} label="Copy address" />
      </div>
    </Fact>
  );
}

function TokensFact({ tokens }: Pick<ShownBackend, 'tokens'>) {
  if (tokens === undefined) return null;
  return (
    <Fact name="Tokens">
      <span title="Of requests through the gateway since it was started, as the backend counts them">
        {formatTokens(tokens)}
      </span>
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
