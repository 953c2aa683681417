import { useCallback, useEffect, useState } from 'react';
import { modelsWords } from '../../shared/words/en/models.ts';
import { words } from '../../shared/words/words.ts';
import { usePanelServices } from '../panel-context.tsx';
import type { CallFailure } from '../state/calls.ts';
import { useCall } from '../state/use-call.ts';
import type { FoundModel } from '../state/view-state.ts';

const t = words(modelsWords);

interface FoundModels {
  /** Null until the host has answered. */
  models: readonly FoundModel[] | null;
  failure: CallFailure | null;
  retry: () => void;
}

/** Has the host look for models, once. */
export function useFoundModels(): FoundModels {
  const { client } = usePanelServices();
  const [models, setModels] = useState<readonly FoundModel[] | null>(null);
  const { failure, run } = useCall(t('lookingFailed'));
  const read = useCallback(
    () => void run(async () => setModels((await client.DiscoverModels({})).list)),
    [client, run],
  );
  useEffect(read, [read]);
  return { models, failure, retry: read };
}
