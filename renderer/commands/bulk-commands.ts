/** What is done to several backends at once as commands: to those that are selected, else to all that the list shows. */
import { commandsWords } from '../../shared/words/en/commands.ts';
import { words } from '../../shared/words/words.ts';
import { type BulkKind, backendsThat, bulkKinds, isFailed } from '../backends/bulk/bulk-kinds.ts';
import { askBulk, runBulk } from '../backends/bulk/run-bulk.tsx';
import type { PanelServices } from '../panel-services.ts';
import { type Command, commandsOf } from './command.ts';

const t = words(commandsWords);

/** @returns none where there is nothing to do them to, or one backend alone */
export function bulkCommands(services: PanelServices): Command[] {
  const state = services.store.getState();
  const { selected } = services.list.getState();
  const ids = selected.size > 0 ? [...selected] : services.shownIds();
  const failed = backendsThat(isFailed, state.ids, state).map(({ id }) => id);
  const which = selected.size > 0 ? 'selected' : ids.length < state.ids.length ? 'shown' : 'all';
  return commandsOf(services, [
    failed.length === 0
      ? null
      : {
          id: 'bulk:restart-failed',
          label: t('restartFailed', { count: failed.length }),
          words: t('restartFailedSearch'),
          operation: 'RestartBackends',
          run: () => runBulk(services, 'restart', failed),
        },
    ...(ids.length < 2 ? [] : (Object.keys(bulkKinds) as BulkKind[])).map((kind) => ({
      id: `bulk:${kind}`,
      label: t(`bulk_${kind}`, { which }),
      words: t('bulkSearch', { count: ids.length }),
      operation: bulkKinds[kind].operation,
      run: () => askBulk(services, kind, ids),
    })),
  ]);
}
