import { useCallback, useState } from 'react';
import { type CallFailure, describeFailure } from './activity.ts';

export interface Call {
  pending: boolean;
  failure: CallFailure | null;
  setFailure(failure: CallFailure | null): void;
  /** Clears the last failure and runs the call. If the call fails, that is in `failure`. Never rejects. */
  run(call: () => Promise<void>): Promise<void>;
}

/**
 * A call whose result only the component that makes it shows. What a card or the header shows is kept in the activity
 * store instead.
 * @param action see {@link CallFailure}
 */
export function useCall(action: string): Call {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const run = useCallback(
    async (call: () => Promise<void>) => {
      setPending(true);
      setFailure(null);
      try {
        await call();
      } catch (error) {
        setFailure(describeFailure(action, error));
      }
      setPending(false);
    },
    [action],
  );
  return { pending, failure, setFailure, run };
}
