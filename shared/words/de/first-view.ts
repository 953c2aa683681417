import type { FirstViewCatalogue } from '../catalogue.ts';
import { backendActionsTranslation } from './backends/actions.ts';
import { addBackendTranslation } from './backends/add-backend.ts';
import { announcementsTranslation } from './backends/announcements.ts';
import { bulkTranslation } from './backends/bulk.ts';
import { backendCardTranslation } from './backends/card.ts';
import { computersTranslation } from './backends/computers.ts';
import { backendFailureTranslation } from './backends/failure.ts';
import { freedMemoryTranslation } from './backends/freed-memory.ts';
import { freeingTranslation } from './backends/freeing.ts';
import { backendListTranslation } from './backends/list.ts';
import { loadStatusTranslation } from './backends/load-status.ts';
import { backendMenuTranslation } from './backends/menu.ts';
import { noticeTranslation } from './backends/notices.ts';
import { backendTableTranslation } from './backends/table.ts';
import { commandsTranslation } from './commands.ts';
import { commonTranslation } from './common.ts';
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
import { lanesTranslation } from './gpus/lanes.ts';
import { gpuProblemTranslation } from './gpus/problems.ts';
import { gpuStripTranslation } from './gpus/strip.ts';
import { happenedTranslation } from './happened.ts';
import { hostNoticeTranslation } from './host-notices.ts';
import { modelsTranslation } from './models.ts';
import { programTranslation } from './program.ts';
import { repliesTranslation } from './replies.ts';
import { adviceTranslation } from './settings/advice.ts';
import { expectedTranslation } from './settings/expected.ts';
import { settingTranslation } from './settings/settings.ts';
import { shellTranslation } from './shell.ts';

/** What the first view of the panel may say. */
export const firstView: FirstViewCatalogue = {
  backendActions: backendActionsTranslation,
  addBackend: addBackendTranslation,
  announcements: announcementsTranslation,
  bulk: bulkTranslation,
  backendCard: backendCardTranslation,
  computers: computersTranslation,
  backendFailure: backendFailureTranslation,
  freedMemory: freedMemoryTranslation,
  freeing: freeingTranslation,
  backendList: backendListTranslation,
  loadStatus: loadStatusTranslation,
  backendMenu: backendMenuTranslation,
  backendTable: backendTableTranslation,
  commands: commandsTranslation,
  common: commonTranslation,
  diagnoses: diagnosisTranslation,
  errorHints: errorHintTranslation,
  errors: errorTranslation,
  failureRemedies: failureRemedyTranslation,
  failures: failureTranslation,
  filter: filterTranslation,
  format: formatTranslation,
  happened: happenedTranslation,
  gpuProblems: gpuProblemTranslation,
  lanes: lanesTranslation,
  gpuStrip: gpuStripTranslation,
  models: modelsTranslation,
  program: programTranslation,
  replies: repliesTranslation,
  expected: expectedTranslation,
  settings: settingTranslation,
  shell: shellTranslation,
  startReasons: startReasonTranslation,
  advice: adviceTranslation,
  notices: noticeTranslation,
  systemReasons: systemReasonTranslation,
  modelFiles: modelFileTranslation,
  hostNotices: hostNoticeTranslation,
  remoteReasons: remoteReasonTranslation,
  fleetReasons: fleetReasonTranslation,
  discovery: discoveryTranslation,
};
