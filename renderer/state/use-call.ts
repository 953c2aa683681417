import { useCallback, useState } from 'react';
import { type CallFailure, failureOf } from './activity.ts';

export interface Call {
  pending: boolean;
  failure: CallFailure | null;
  setFailure(failure: CallFailure | null): void;
  /** Puts the last failure away and runs the call; if it fails, that is in `failure`. Never rejects. */
  run(call: () => Promise<void>): Promise<void>;
}

/**
 * A call whose end concerns nobody but the component that makes it; what a card or the header shows belongs into the
 * activity instead.
 * @param what what is tried, such as "Restart"
 */
export function useCall(what: string): Call {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const run = useCallback(
    async (call: () => Promise<void>) => {
      setPending(true);
      setFailure(null);
      try {
        await call();
      } catch (error) {
        setFailure(failureOf(what, error));
      }
      setPending(false);
    },
    [what],
  );
  return { pending, failure, setFailure, run };
}
