import type { Catalogue } from '../catalogue.ts';
import { aboutTranslation } from './about.ts';
import { activityTranslation } from './activity.ts';
import { backendActionsTranslation } from './backends/actions.ts';
import { addBackendTranslation } from './backends/add-backend.ts';
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
import { noticeTranslation } from './backends/notices.ts';
import { backendTableTranslation } from './backends/table.ts';
import { tagsTranslation } from './backends/tags.ts';
import { commandsTranslation } from './commands.ts';
import { commonTranslation } from './common.ts';
import { desktopTranslation } from './desktop.ts';
import { discoveryTranslation } from './discovery.ts';
import { diagnosisTranslation } from './errors/diagnoses.ts';
import { errorHintTranslation } from './errors/error-hints.ts';
import { errorTranslation } from './errors/errors.ts';
import { failureRemedyTranslation } from './errors/failure-remedies.ts';
import { failureTranslation } from './errors/failures.ts';
import { fleetReasonTranslation } from './errors/fleet-reasons.ts';
import { modelFileTranslation } from './errors/model-files.ts';
import { remoteReasonTranslation } from './errors/remote-reasons.ts';
import { startReasonTranslation } from './errors/start-reasons.ts';
import { systemReasonTranslation } from './errors/system-reasons.ts';
import { filterTranslation } from './filter.ts';
import { formatTranslation } from './format.ts';
import { gpuHistoryTranslation } from './gpus/history.ts';
import { lanesTranslation } from './gpus/lanes.ts';
import { gpuProblemTranslation } from './gpus/problems.ts';
import { gpuStripTranslation } from './gpus/strip.ts';
import { happenedTranslation } from './happened.ts';
import { hostNoticeTranslation } from './host-notices.ts';
import { logsTranslation } from './logs.ts';
import { modelsTranslation } from './models.ts';
import { pageTranslation } from './pages.ts';
import { programTranslation } from './program.ts';
import { repliesTranslation } from './replies.ts';
import { expectedTranslation } from './settings/expected.ts';
import { preferencesTranslation } from './settings/preferences.ts';
import { presetTranslation } from './settings/presets.ts';
import { settingTranslation } from './settings/settings.ts';
import { settingsFormTranslation } from './settings/settings-form.ts';
import { shellTranslation } from './shell.ts';
import { shortcutsTranslation } from './shortcuts.ts';
import { importNotesTranslation } from './transfer/import-notes.ts';
import { importReasonsTranslation } from './transfer/import-reasons.ts';
import { transferTranslation } from './transfer/transfer.ts';
import { tryItTranslation } from './try-it.ts';

export const catalogue: Catalogue = {
  about: aboutTranslation,
  activity: activityTranslation,
  backendActions: backendActionsTranslation,
  addBackend: addBackendTranslation,
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
  failureRemedies: failureRemedyTranslation,
  failures: failureTranslation,
  filter: filterTranslation,
  format: formatTranslation,
  gpuHistory: gpuHistoryTranslation,
  gpuProblems: gpuProblemTranslation,
  lanes: lanesTranslation,
  gpuStrip: gpuStripTranslation,
  happened: happenedTranslation,
  logs: logsTranslation,
  models: modelsTranslation,
  pages: pageTranslation,
  program: programTranslation,
  replies: repliesTranslation,
  expected: expectedTranslation,
  preferences: preferencesTranslation,
  settingsForm: settingsFormTranslation,
  settings: settingTranslation,
  shell: shellTranslation,
  shortcuts: shortcutsTranslation,
  transfer: transferTranslation,
  tryIt: tryItTranslation,
  startReasons: startReasonTranslation,
  notices: noticeTranslation,
  systemReasons: systemReasonTranslation,
  modelFiles: modelFileTranslation,
  hostNotices: hostNoticeTranslation,
  remoteReasons: remoteReasonTranslation,
  fleetReasons: fleetReasonTranslation,
  presets: presetTranslation,
  importNotes: importNotesTranslation,
  importReasons: importReasonsTranslation,
  discovery: discoveryTranslation,
};
