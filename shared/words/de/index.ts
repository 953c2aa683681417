import type { Catalogue } from '../catalogue.ts';
import { aboutTranslation } from './about.ts';
import { activityTranslation } from './activity.ts';
import { addBackendTranslation } from './add-backend.ts';
import { backendActionsTranslation } from './backends/actions.ts';
import { announcementsTranslation } from './backends/announcements.ts';
import { bulkTranslation } from './backends/bulk.ts';
import { bulkDialogTranslation } from './backends/bulk-dialog.ts';
import { backendCardTranslation } from './backends/card.ts';
import { computersTranslation } from './backends/computers.ts';
import { backendDialogsTranslation } from './backends/dialogs.ts';
import { backendFailureTranslation } from './backends/failure.ts';
import { fleetTranslation } from './backends/fleet.ts';
import { freedMemoryTranslation } from './backends/freed-memory.ts';
import { freeingTranslation } from './backends/freeing.ts';
import { backendListTranslation } from './backends/list.ts';
import { loadStatusTranslation } from './backends/load-status.ts';
import { backendMenuTranslation } from './backends/menu.ts';
import { backendTableTranslation } from './backends/table.ts';
import { tagsTranslation } from './backends/tags.ts';
import { commandsTranslation } from './commands.ts';
import { commonTranslation } from './common.ts';
import { desktopTranslation } from './desktop.ts';
import { diagnosisTranslation } from './diagnoses.ts';
import { errorHintTranslation } from './error-hints.ts';
import { errorTranslation } from './errors.ts';
import { expectedTranslation } from './expected.ts';
import { failureRemedyTranslation } from './failure-remedies.ts';
import { failureTranslation } from './failures.ts';
import { filterTranslation } from './filter.ts';
import { formatTranslation } from './format.ts';
import { gpuHistoryTranslation } from './gpus/history.ts';
import { gpuStripTranslation } from './gpus/strip.ts';
import { happenedTranslation } from './happened.ts';
import { lanesTranslation } from './lanes.ts';
import { logsTranslation } from './logs.ts';
import { modelsTranslation } from './models.ts';
import { pageTranslation } from './pages.ts';
import { preferencesTranslation } from './preferences.ts';
import { programTranslation } from './program.ts';
import { repliesTranslation } from './replies.ts';
import { settingTranslation } from './settings.ts';
import { settingsFormTranslation } from './settings-form.ts';
import { shellTranslation } from './shell.ts';
import { shortcutsTranslation } from './shortcuts.ts';
import { transferTranslation } from './transfer.ts';
import { tryItTranslation } from './try-it.ts';

export const catalogue: Catalogue = {
  about: aboutTranslation,
  activity: activityTranslation,
  addBackend: addBackendTranslation,
  backendActions: backendActionsTranslation,
  announcements: announcementsTranslation,
  bulkDialog: bulkDialogTranslation,
  bulk: bulkTranslation,
  backendCard: backendCardTranslation,
  computers: computersTranslation,
  backendDialogs: backendDialogsTranslation,
  backendFailure: backendFailureTranslation,
  fleet: fleetTranslation,
  freedMemory: freedMemoryTranslation,
  freeing: freeingTranslation,
  backendList: backendListTranslation,
  loadStatus: loadStatusTranslation,
  backendMenu: backendMenuTranslation,
  backendTable: backendTableTranslation,
  tags: tagsTranslation,
  commands: commandsTranslation,
  common: commonTranslation,
  desktop: desktopTranslation,
  diagnoses: diagnosisTranslation,
  errorHints: errorHintTranslation,
  errors: errorTranslation,
  expected: expectedTranslation,
  failureRemedies: failureRemedyTranslation,
  failures: failureTranslation,
  filter: filterTranslation,
  format: formatTranslation,
  gpuHistory: gpuHistoryTranslation,
  gpuStrip: gpuStripTranslation,
  happened: happenedTranslation,
  lanes: lanesTranslation,
  logs: logsTranslation,
  models: modelsTranslation,
  pages: pageTranslation,
  preferences: preferencesTranslation,
  program: programTranslation,
  replies: repliesTranslation,
  settingsForm: settingsFormTranslation,
  settings: settingTranslation,
  shell: shellTranslation,
  shortcuts: shortcutsTranslation,
  transfer: transferTranslation,
  tryIt: tryItTranslation,
};
