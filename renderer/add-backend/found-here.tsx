/** Offers what the host has found on its machine: engines, and at the first run models too. Shows nothing if it has found nothing. */

import { Title } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { addBackendWords } from '../../shared/words/en/backends/add-backend.ts';
import { joinWithAnd } from '../../shared/words/join-texts.ts';
import { translateField } from '../../shared/words/wire-phrases.ts';
import { words } from '../../shared/words/words.ts';
import { ActionButton } from '../controls/action-button.tsx';
import { useBlockedReason, usePanelServices, usePanelState } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import type { Finding, FoundImport, FoundModel } from '../state/view-state.ts';
import './found-here.css';

const t = words(addBackendWords);

export function FoundHere({
  onChoose,
  models = [],
  imports = [],
}: {
  onChoose: (finding: Finding) => void;
  /** Those that were found; the list leads to them as one row. */
  models?: readonly FoundModel[];
  /** Lists of other programs, each a row. */
  imports?: readonly FoundImport[];
}) {
  const { open } = usePanelServices();
  const offered = useFindings();
  const id = useId();
  if (offered.length + models.length + imports.length === 0) return null;
  return (
    <section className="sy-found" aria-labelledby={id}>
      <Title order={3} size="sm" className="sy-found-title" id={id}>
        {t('found')}
      </Title>
      <ul>
        {imports.map(({ path, count }) => (
          <FoundRow
            key={path}
            text={t('swarmFound', { path, count })}
            action={t('import')}
            onChoose={() => open({ kind: 'import', path })}
          />
        ))}
        {offered.map((finding) => (
          <FoundRow
            key={`${finding.type_id} ${finding.found}`}
            text={translateField(finding, 'found')}
            action={t('add')}
            onChoose={() => onChoose(finding)}
          />
        ))}
        {models.length === 0 ? null : (
          <FoundRow
            text={describeModels(models)}
            action={t('choose')}
            onChoose={() => open({ kind: 'models' })}
          />
        )}
      </ul>
    </section>
  );
}

/** The engines of types that the panel knows. Without findings, everything can still be added by hand. */
function useFindings(): readonly Finding[] {
  const { client } = usePanelServices();
  const types = usePanelState((state) => state.types);
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const { run } = useCall(t('lookingFailed'));
  useEffect(() => void run(async () => setFindings((await client.DiscoverBackends({})).list)), [client, run]);
  return findings.filter(({ type_id }) => types?.has(type_id));
}

function FoundRow({ text, action, onChoose }: { text: string; action: string; onChoose: () => void }) {
  const blocked = useBlockedReason('AddNewBackend');
  const id = useId();
  return (
    <li>
      <span id={id}>{text}</span>
      <ActionButton variant="default" blocked={blocked} aria-describedby={id} onClick={onChoose}>
        {action}
      </ActionButton>
    </li>
  );
}

/** Such as `3 models in LM Studio and Ollama`. */
function describeModels(models: readonly FoundModel[]): string {
  const sources = [...new Set(models.map(({ source }) => source))];
  return t('modelsFound', { count: models.length, sources: joinWithAnd(sources) });
}
