import { useEffect, useState } from 'react';
import { usePanelServices } from '../panel-context.tsx';
import type { CallFailure } from '../state/calls.ts';
import { useCall } from '../state/use-call.ts';
import type { FoundModel } from '../state/view-state.ts';

/** Has the host look for models, once. `models` is null until it has answered. */
export function useFoundModels(): { models: readonly FoundModel[] | null; failure: CallFailure | null } {
  const { client } = usePanelServices();
  const [models, setModels] = useState<readonly FoundModel[] | null>(null);
  const { failure, run } = useCall('Looking for models');
  useEffect(() => void run(async () => setModels((await client.DiscoverModels({})).list)), [client, run]);
  return { models, failure };
}
