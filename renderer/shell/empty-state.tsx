/** Shown while there are no backends. It offers what a new user can do first. */

import { Text, Title } from '@mantine/core';
import { FlaskConical, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { FoundHere } from '../add-backend/found-here.tsx';
import { ActionButton } from '../controls/action-button.tsx';
import { ErrorMessage } from '../controls/messages/error-message.tsx';
import { useFoundModels } from '../models/use-found-models.ts';
import { Allowed, useBlockedReason, usePanelServices } from '../panel-context.tsx';
import { useCall } from '../state/use-call.ts';
import type { FoundImport } from '../state/view-state.ts';
import { Mark } from '../theme/mark.tsx';
import './empty-state.css';

const t = words(shellWords);

export function EmptyState() {
  const { client, open } = usePanelServices();
  const blocked = useBlockedReason('AddNewBackend');
  const { pending, failure, setFailure, run } = useCall(t('addingSampleFailed'));

  const addSample = () =>
    run(async () => {
      await client.AddNewBackend({ type_id: 'localllama' });
    });

  return (
    <section className="sy-empty" aria-labelledby="sy-empty-title">
      <Mark size={64} />
      <Title order={2} size="h3" id="sy-empty-title">
        {t('noBackendsYet')}
      </Title>
      <Text size="sm" c="dimmed" maw={440}>
        {t('whatIsABackend')}
      </Text>
      <Allowed operation="AddNewBackend">
        <div className="sy-empty-actions">
          <ActionButton
            size="md"
            leftSection={<Plus size={18} aria-hidden />}
            blocked={blocked}
            onClick={() => open({ kind: 'add' })}
          >
            {t('addFirstBackend')}
          </ActionButton>
          <ActionButton
            size="md"
            variant="default"
            leftSection={<FlaskConical size={17} aria-hidden />}
            blocked={blocked}
            pending={pending}
            onClick={() => void addSample()}
          >
            {t('trySample')}
          </ActionButton>
        </div>
        <Text size="xs" c="dimmed">
          {t('sampleText')}
        </Text>
        <FoundAtFirst />
      </Allowed>
      {failure ? <ErrorMessage failure={failure} onClose={() => setFailure(null)} /> : null}
    </section>
  );
}

/** What the machine has already, so that the first backend is one click away. */
function FoundAtFirst() {
  const { open } = usePanelServices();
  const { models } = useFoundModels();
  const imports = useFoundImports();
  return (
    <FoundHere
      imports={imports}
      models={(models ?? []).filter(({ is_used }) => !is_used)}
      onChoose={(finding) => open({ kind: 'add', finding })}
    />
  );
}

/** Without an answer, a list can still be imported by hand. */
function useFoundImports(): readonly FoundImport[] {
  const { client } = usePanelServices();
  const [imports, setImports] = useState<readonly FoundImport[]>([]);
  const { run } = useCall(t('lookingForListsFailed'));
  useEffect(() => void run(async () => setImports((await client.DiscoverImports({})).list)), [client, run]);
  return imports;
}
