import { useEffect, useState } from 'react';
import { usePanelServices } from '../panel-context.tsx';
import { type CallFailure, describeFailure } from '../state/calls.ts';
import type { FoundModel } from '../state/view-state.ts';

/** Has the host look for models, once. `models` is null until it has answered. */
export function useFoundModels(): { models: readonly FoundModel[] | null; failure: CallFailure | null } {
  const { client } = usePanelServices();
  const [models, setModels] = useState<readonly FoundModel[] | null>(null);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  useEffect(() => {
    let isMounted = true;
    client.DiscoverModels({}).then(
      ({ list }) => {
        if (isMounted) setModels(list);
      },
      (error: unknown) => {
        if (isMounted) setFailure(describeFailure('Looking for models', error));
      },
    );
    return () => {
      isMounted = false;
    };
  }, [client]);
  return { models, failure };
}
