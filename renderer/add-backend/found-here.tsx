/** Offers what the host has found on its machine: engines, and at the first run models too. Shows nothing if it has found nothing. */
import { Title } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import type { OperationOutput } from '../../shared/operations.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { formatCount } from '../format/amounts.ts';
import { joinWithAnd } from '../format/join-with-and.ts';
import { useBlockedReason, usePanelServices, usePanelState } from '../panel-context.tsx';
import type { Finding, FoundModel } from '../state/view-state.ts';
import './found-here.css';

export function FoundHere({
  onChoose,
  models = [],
  imports = [],
}: {
  onChoose: (finding: Finding) => void;
  /** Those that were found; the list leads to them as one row. */
  models?: readonly FoundModel[];
  /** Lists of other programs, each a row. */
  imports?: OperationOutput<'DiscoverImports'>['list'];
}) {
  const { open } = usePanelServices();
  const { client } = usePanelServices();
  const types = usePanelState((state) => state.types);
  const blocked = useBlockedReason('AddNewBackend');
  const id = useId();
  const [findings, setFindings] = useState<readonly Finding[]>([]);

  useEffect(() => {
    let isMounted = true;
    client.DiscoverBackends({}).then(
      ({ list }) => {
        if (isMounted) setFindings(list);
      },
      // Without findings, everything can still be added by hand.
      () => undefined,
    );
    return () => {
      isMounted = false;
    };
  }, [client]);

  const offered = findings.filter(({ type_id }) => types?.has(type_id));
  if (offered.length + models.length + imports.length === 0) return null;
  return (
    <section className="sy-found" aria-labelledby={`${id}-title`}>
      <Title order={3} className="sy-found-title" id={`${id}-title`}>
        Found on this computer
      </Title>
      <ul>
        {imports.map(({ path, count }, index) => (
          <li key={path}>
            <span id={`${id}-import-${index}`}>
              SwarmUI in {path} has {formatCount(count, 'backend')}
            </span>
            <ActionButton
              variant="default"
              blocked={blocked}
              aria-describedby={`${id}-import-${index}`}
              onClick={() => open({ kind: 'import', path })}
            >
              Import…
            </ActionButton>
          </li>
        ))}
        {offered.map((finding, index) => (
          <li key={`${finding.type_id} ${finding.found}`}>
            <span id={`${id}-${index}`}>{finding.found}</span>
            <ActionButton
              variant="default"
              blocked={blocked}
              aria-describedby={`${id}-${index}`}
              onClick={() => onChoose(finding)}
            >
              Add…
            </ActionButton>
          </li>
        ))}
        {models.length === 0 ? null : (
          <li>
            <span id={`${id}-models`}>{describeModels(models)}</span>
            <ActionButton
              variant="default"
              blocked={blocked}
              aria-describedby={`${id}-models`}
              onClick={() => open({ kind: 'models' })}
            >
              Choose…
            </ActionButton>
          </li>
        )}
      </ul>
    </section>
  );
}

/** Such as `3 models in the folders of LM Studio and Ollama`. */
function describeModels(models: readonly FoundModel[]): string {
  const sources = [...new Set(models.map(({ source }) => source))];
  return `${formatCount(models.length, 'model')} in ${sources.length === 1 ? 'the folder' : 'the folders'} of ${joinWithAnd(sources)}`;
}
