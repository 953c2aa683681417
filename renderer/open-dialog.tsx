/** The dialogs of the panel. */
import { assertNever } from '../shared/errors.ts';
import { AboutDialog } from './about/about-dialog.tsx';
import { ActivityPanel } from './activity/activity-panel.tsx';
import { AddDialog } from './add-backend/add-dialog.tsx';
import { BulkDialog } from './backends/bulk/bulk-dialog.tsx';
import { CommandLineDialog } from './backends/dialogs/command-line-dialog.tsx';
import { DeletedDialog } from './backends/dialogs/deleted-dialog.tsx';
import { EditBackend } from './backends/dialogs/edit-backend.tsx';
import { TagsDialog } from './backends/dialogs/tags-dialog.tsx';
import { FleetPanel } from './backends/fleet/fleet-panel.tsx';
import { PinDialog } from './backends/pin/pin-dialog.tsx';
import { GpuDialog } from './gpu/history/gpu-dialog.tsx';
import { UsageDialog } from './gpu/history/usage-dialog.tsx';
import { LogPanel } from './logs/log-panel.tsx';
import { ModelsDialog } from './models/models-dialog.tsx';
import { PaletteDialog } from './palette/palette-dialog.tsx';
import { PreferencesPanel } from './preferences/preferences-panel.tsx';
import { ReportDialog } from './report/report-dialog.tsx';
import { ShortcutsDialog } from './shortcuts/shortcuts-dialog.tsx';
import type { Dialog } from './state/view-state.ts';
import { ExportDialog } from './transfer/export-dialog.tsx';
import { ImportDialog } from './transfer/import-dialog.tsx';
import { UseInDialog } from './try-it/snippets/use-in-dialog.tsx';
import { TryPanel } from './try-it/try-panel.tsx';

export interface OpenDialogProps {
  dialog: Dialog;
  onClose: () => void;
}

/** Reached by a dynamic import alone: whatever only dialogs use is loaded after the first view. */
export function OpenDialog({ dialog, onClose: close }: OpenDialogProps) {
  switch (dialog.kind) {
    case 'add':
      return <AddDialog finding={dialog.finding ?? null} onClose={close} />;
    case 'edit':
      return <EditBackend key={dialog.id} id={dialog.id} setting={dialog.setting} onClose={close} />;
    case 'log':
      return <LogPanel key={dialog.id} id={dialog.id} onClose={close} />;
    case 'activity':
      return <ActivityPanel key={dialog.id} id={dialog.id ?? null} onClose={close} />;
    case 'report':
      return <ReportDialog key={dialog.id} id={dialog.id ?? null} onClose={close} />;
    case 'command-line':
      return <CommandLineDialog id={dialog.id} onClose={close} />;
    case 'tags':
      return <TagsDialog key={dialog.id} id={dialog.id} onClose={close} />;
    case 'usage':
      return <UsageDialog key={dialog.id} id={dialog.id} onClose={close} />;
    case 'try':
      return <TryPanel key={dialog.id} id={dialog.id} onClose={close} />;
    case 'use-in':
      return <UseInDialog key={dialog.id} id={dialog.id} onClose={close} />;
    case 'gpu':
      return <GpuDialog key={dialog.gpu} id={dialog.gpu} onClose={close} />;
    case 'deleted':
      return <DeletedDialog onClose={close} />;
    case 'fleet':
      return <FleetPanel onClose={close} />;
    case 'models':
      return <ModelsDialog onClose={close} />;
    case 'import':
      return <ImportDialog path={dialog.path} onClose={close} />;
    case 'export':
      return <ExportDialog ids={dialog.ids ?? null} onClose={close} />;
    case 'bulk':
      return <BulkDialog dialog={dialog} onClose={close} />;
    case 'pin':
      return <PinDialog id={dialog.id} gpu={dialog.gpu} onClose={close} />;
    case 'preferences':
      return <PreferencesPanel setting={dialog.setting} onClose={close} />;
    case 'palette':
      return <PaletteDialog onClose={close} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={close} />;
    case 'about':
      return <AboutDialog onClose={close} />;
    default:
      return assertNever(dialog);
  }
}
