/** Offers what the host has found on its machine. Shows nothing if it has found nothing. */
import { Title } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { ActionButton } from '../controls/action-button.tsx';
import { useBlockedReason, usePanelServices, usePanelState } from '../panel-context.tsx';
import type { Finding } from '../state/view-state.ts';
import './found-here.css';

export function FoundHere({ onChoose }: { onChoose: (finding: Finding) => void }) {
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
  if (offered.length === 0) return null;
  return (
    <section className="sy-found" aria-labelledby={`${id}-title`}>
      <Title order={3} className="sy-found-title" id={`${id}-title`}>
        Found on this computer
      </Title>
      <ul>
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
      </ul>
    </section>
  );
}
