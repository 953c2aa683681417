import { useCallState, usePanelServices } from '../../panel-context.tsx';
import type { CallKey } from '../../state/calls.ts';
import { ErrorMessage } from './error-message.tsx';
import { ResultMessage } from './result-message.tsx';

/** The error and the result of the calls that are kept under a key. */
export function CallMessages({ at }: { at: CallKey }) {
  const { actions } = usePanelServices();
  const { failure, result } = useCallState(at);
  return (
    <>
      {failure ? <ErrorMessage failure={failure} onClose={() => actions.clear(at)} /> : null}
      {result ? <ResultMessage result={result} onClose={() => actions.clear(at)} /> : null}
    </>
  );
}
