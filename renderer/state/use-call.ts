import { useCallback, useState } from 'react';
import { CallError } from '../../shared/transport.ts';
import { type CallFailure, describeFailure } from './calls.ts';

export interface Call {
  pending: boolean;
  failure: CallFailure | null;
  setFailure(failure: CallFailure | null): void;
  /**
   * Clears the last failure and runs the call. If the call fails, that is in `failure`. Never rejects.
   * @param call gets true where the user has confirmed what the host wants confirmed
   */
  run(call: (isConfirmed: boolean) => Promise<void>): Promise<void>;
}

/**
 * A call whose result only the component that makes it shows. What a card or the header shows is kept in the call
 * store instead.
 * @param action see {@link CallFailure}
 */
export function useCall(action: string): Call {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<CallFailure | null>(null);
  const run = useCallback(
    async (call: (isConfirmed: boolean) => Promise<void>) => {
      const attempt = async (isConfirmed: boolean) => {
        setPending(true);
        setFailure(null);
        try {
          await call(isConfirmed);
        } catch (error) {
          const failure = describeFailure(action, error);
          const needsConfirmation =
            error instanceof CallError && error.code === 'variables_need_confirmation';
          setFailure(needsConfirmation ? { ...failure, confirm: () => void attempt(true) } : failure);
        }
        setPending(false);
      };
      await attempt(false);
    },
    [action],
  );
  return { pending, failure, setFailure, run };
}
