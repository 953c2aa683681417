/** The whole catalogue in English: for the types of other languages, the tests and the check. Nothing that is shipped imports it. */

import { aboutWords } from './en/about.ts';
import { activityWords } from './en/activity.ts';
import { backendActionsWords } from './en/backends/actions.ts';
import { addBackendWords } from './en/backends/add-backend.ts';
import { announcementsWords } from './en/backends/announcements.ts';
import { bulkWords } from './en/backends/bulk.ts';
import { bulkDialogWords } from './en/backends/bulk-dialog.ts';
import { backendCardWords } from './en/backends/card.ts';
import { computersWords } from './en/backends/computers.ts';
import { backendDialogsWords } from './en/backends/dialogs.ts';
import { backendFailureWords } from './en/backends/failure.ts';
import { fleetWords } from './en/backends/fleet.ts';
import { freedMemoryWords } from './en/backends/freed-memory.ts';
import { freeingWords } from './en/backends/freeing.ts';
import { backendListWords } from './en/backends/list.ts';
import { loadStatusWords } from './en/backends/load-status.ts';
import { backendMenuWords } from './en/backends/menu.ts';
import { noticeWords } from './en/backends/notices.ts';
import { backendTableWords } from './en/backends/table.ts';
import { tagsWords } from './en/backends/tags.ts';
import { commandsWords } from './en/commands.ts';
import { commonWords } from './en/common.ts';
import { desktopWords } from './en/desktop.ts';
import { discoveryWords } from './en/discovery.ts';
import { diagnosisWords } from './en/errors/diagnoses.ts';
import { errorHintWords } from './en/errors/error-hints.ts';
import { errorWords } from './en/errors/errors.ts';
import { failureRemedyWords } from './en/errors/failure-remedies.ts';
import { failureWords } from './en/errors/failures.ts';
import { fleetReasonWords } from './en/errors/fleet-reasons.ts';
import { modelFileWords } from './en/errors/model-files.ts';
import { remoteReasonWords } from './en/errors/remote-reasons.ts';
import { startReasonWords } from './en/errors/start-reasons.ts';
import { systemReasonWords } from './en/errors/system-reasons.ts';
import { filterWords } from './en/filter.ts';
import { formatWords } from './en/format.ts';
import { gpuHistoryWords } from './en/gpus/history.ts';
import { lanesWords } from './en/gpus/lanes.ts';
import { gpuProblemWords } from './en/gpus/problems.ts';
import { gpuStripWords } from './en/gpus/strip.ts';
import { happenedWords } from './en/happened.ts';
import { hostNoticeWords } from './en/host-notices.ts';
import { logsWords } from './en/logs.ts';
import { modelsWords } from './en/models.ts';
import { pageWords } from './en/pages.ts';
import { programWords } from './en/program.ts';
import { repliesWords } from './en/replies.ts';
import { adviceWords } from './en/settings/advice.ts';
import { expectedWords } from './en/settings/expected.ts';
import { preferencesWords } from './en/settings/preferences.ts';
import { presetWords } from './en/settings/presets.ts';
import { settingWords } from './en/settings/settings.ts';
import { settingsFormWords } from './en/settings/settings-form.ts';
import { shellWords } from './en/shell.ts';
import { shortcutsWords } from './en/shortcuts.ts';
import { importNotesWords } from './en/transfer/import-notes.ts';
import { importReasonsWords } from './en/transfer/import-reasons.ts';
import { transferWords } from './en/transfer/transfer.ts';
import { tryItWords } from './en/try-it.ts';
import type { Area, Translation } from './message.ts';

export const allAreas = [
  aboutWords,
  desktopWords,
  diagnosisWords,
  expectedWords,
  failureWords,
  failureRemedyWords,
  errorWords,
  errorHintWords,
  settingWords,
  preferencesWords,
  programWords,
  activityWords,
  happenedWords,
  modelsWords,
  transferWords,
  settingsFormWords,
  addBackendWords,
  logsWords,
  tryItWords,
  commandsWords,
  filterWords,
  formatWords,
  shellWords,
  commonWords,
  lanesWords,
  backendActionsWords,
  announcementsWords,
  bulkWords,
  bulkDialogWords,
  freedMemoryWords,
  freeingWords,
  loadStatusWords,
  tagsWords,
  pageWords,
  backendCardWords,
  backendFailureWords,
  backendMenuWords,
  backendDialogsWords,
  backendListWords,
  backendTableWords,
  computersWords,
  fleetWords,
  gpuHistoryWords,
  gpuProblemWords,
  gpuStripWords,
  repliesWords,
  shortcutsWords,
  startReasonWords,
  noticeWords,
  systemReasonWords,
  modelFileWords,
  hostNoticeWords,
  remoteReasonWords,
  fleetReasonWords,
  presetWords,
  adviceWords,
  importNotesWords,
  importReasonsWords,
  discoveryWords,
] as const satisfies readonly Area[];

type AnyArea = (typeof allAreas)[number];

/** Every message of the product in one language. */
export type Catalogue = {
  readonly [Id in AnyArea['id']]: Translation<Extract<AnyArea, { id: Id }>>;
};

/**
 * Areas that the first view of the panel does not need: those of its dialogs, and of other places such as the tray. Their
 * translations come later, with the dialogs. renderer/language/first-view.test.ts holds what of this it can see.
 */
export type LaterArea =
  | 'about'
  | 'activity'
  | 'backendDialogs'
  | 'bulkDialog'
  | 'desktop'
  | 'fleet'
  | 'gpuHistory'
  | 'importNotes'
  | 'importReasons'
  | 'logs'
  | 'pages'
  | 'preferences'
  | 'presets'
  | 'settingsForm'
  | 'shortcuts'
  | 'tags'
  | 'transfer'
  | 'tryIt';

export type FirstViewCatalogue = Omit<Catalogue, LaterArea>;
export type LaterCatalogue = Pick<Catalogue, LaterArea>;
