import { shellWords } from '../../shared/words/en/shell.ts';
import { words } from '../../shared/words/words.ts';
import { usePanelServices, usePanelState } from '../panel-context.tsx';
import { focusBackend } from '../shortcuts/move-focus.ts';
import './skip-link.css';

const t = words(shellWords);

/**
 * The first stop of the Tab key: leads past the header to the first backend. It is a button, because a link would change the
 * address, which says what the panel shows.
 */
export function SkipLink() {
  const services = usePanelServices();
  const isEmpty = usePanelState(({ ids }) => ids.length === 0);
  if (isEmpty) return null;
  return (
    <button type="button" className="sy-skip-link" onClick={() => focusBackend(services, 'first')}>
      {t('skipToBackends')}
    </button>
  );
}
