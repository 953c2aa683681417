import type { LaterCatalogue } from '../catalogue.ts';
import { aboutTranslation } from './about.ts';
import { activityTranslation } from './activity.ts';
import { bulkDialogTranslation } from './backends/bulk-dialog.ts';
import { backendDialogsTranslation } from './backends/dialogs.ts';
import { fleetTranslation } from './backends/fleet.ts';
import { tagsTranslation } from './backends/tags.ts';
import { desktopTranslation } from './desktop.ts';
import { gpuHistoryTranslation } from './gpus/history.ts';
import { logsTranslation } from './logs.ts';
import { pageTranslation } from './pages.ts';
import { preferencesTranslation } from './settings/preferences.ts';
import { presetTranslation } from './settings/presets.ts';
import { settingsFormTranslation } from './settings/settings-form.ts';
import { shortcutsTranslation } from './shortcuts.ts';
import { importNotesTranslation } from './transfer/import-notes.ts';
import { importReasonsTranslation } from './transfer/import-reasons.ts';
import { transferTranslation } from './transfer/transfer.ts';
import { tryItTranslation } from './try-it.ts';

/** What the dialogs of the panel say, and what it does not say at all. */
export const later: LaterCatalogue = {
  about: aboutTranslation,
  activity: activityTranslation,
  bulkDialog: bulkDialogTranslation,
  backendDialogs: backendDialogsTranslation,
  fleet: fleetTranslation,
  tags: tagsTranslation,
  desktop: desktopTranslation,
  gpuHistory: gpuHistoryTranslation,
  logs: logsTranslation,
  pages: pageTranslation,
  preferences: preferencesTranslation,
  settingsForm: settingsFormTranslation,
  shortcuts: shortcutsTranslation,
  transfer: transferTranslation,
  tryIt: tryItTranslation,
  presets: presetTranslation,
  importNotes: importNotesTranslation,
  importReasons: importReasonsTranslation,
};
