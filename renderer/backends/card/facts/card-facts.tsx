/** What a backend is and uses. An unknown fact is left out, because a zero would be wrong. */

import { isParentType } from '../../../../shared/backend.ts';
import { backendCardWords } from '../../../../shared/words/en/backends/card.ts';
import { joinValues } from '../../../../shared/words/join-texts.ts';
import { words } from '../../../../shared/words/words.ts';
import { CopyButton } from '../../../controls/copy-button.tsx';
import { formatTokens } from '../../../format/amounts.ts';
import { usePanelServices } from '../../../panel-context.tsx';
import type { ShownBackend } from '../../../state/panel-store.ts';
import { pageAddressOf, type ShownAddress, shownAddress } from '../../shown-address.ts';
import { Fact } from './fact.tsx';
import { TimeFact } from './time-fact.tsx';
import { UsageFact } from './usage-fact.tsx';

const t = words(backendCardWords);

/** The others are in the tooltip. */
const MAX_SHOWN_FEATURES = 4;

export function CardFacts({ backend }: { backend: ShownBackend }) {
  const address = shownAddress(backend, pageAddressOf(usePanelServices()));
  return (
    <dl className="sy-facts">
      <ModelFact model={backend.current_model} />
      {address === null ? null : <AddressFact address={address} hasPage={backend.has_page ?? false} />}
      <UsageFact id={backend.id} gpus={backend.gpu ?? []} pid={backend.pid} />
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
    <Fact name={t('model')}>
      <div className="sy-clip" title={model} dir="auto">
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
    <Fact name={t('address')}>
      <div className="sy-address">
        {isLink ? (
          <a className="sy-clip" href={url} dir="auto" target="_blank" rel="noreferrer noopener">
            {url}
          </a>
        ) : (
          <span className="sy-clip" dir="auto">
            {url}
          </span>
        )}
        {isElsewhere ? <span className="sy-address-note">{t('onlyThere')}</span> : null}
        <CopyButton text={url} label={t('copyAddress')} />
      </div>
    </Fact>
  );
}

function TokensFact({ tokens }: Pick<ShownBackend, 'tokens'>) {
  if (tokens === undefined) return null;
  return (
    <Fact name={t('tokens')}>
      <span title={t('tokensText')}>{formatTokens(tokens)}</span>
    </Fact>
  );
}

function CapacityFact({ backend }: { backend: ShownBackend }) {
  const { phase, pid, type, max_usages: maxUsages } = backend;
  const isAlive = pid !== undefined || phase === 'running' || phase === 'idle';
  if (!isAlive || isParentType(type)) return null;
  return (
    <Fact name={t('serves')}>
      <div className="sy-fact-parts">
        <span>{t('atATime', { count: maxUsages })}</span>
        {pid === undefined ? null : <span>{t('pid', { pid: String(pid) })}</span>}
      </div>
    </Fact>
  );
}

function FeaturesFact({ features }: { features: readonly string[] }) {
  if (features.length === 0) return null;
  const hiddenCount = features.length - MAX_SHOWN_FEATURES;
  return (
    <Fact name={t('features')}>
      <div className="sy-features" title={joinValues(features)}>
        {features.slice(0, MAX_SHOWN_FEATURES).map((feature) => (
          <span key={feature} className="sy-feature">
            {feature}
          </span>
        ))}
        {hiddenCount > 0 ? (
          <span className="sy-feature" dir="ltr">
            +{hiddenCount}
          </span>
        ) : null}
      </div>
    </Fact>
  );
}
