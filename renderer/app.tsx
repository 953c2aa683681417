/** The whole panel. */
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/theme.css';
import './app.css';
import { Loader, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { assertNever } from '../shared/errors.ts';
import { AboutDialog } from './about/about-dialog.tsx';
import { ActivityPanel } from './activity/activity-panel.tsx';
import { AddDialog } from './add-backend/add-dialog.tsx';
import { CommandLineDialog } from './backends/dialogs/command-line-dialog.tsx';
import { DeletedDialog } from './backends/dialogs/deleted-dialog.tsx';
import { EditBackend } from './backends/dialogs/edit-backend.tsx';
import { TagsDialog } from './backends/dialogs/tags-dialog.tsx';
import { BackendList } from './backends/list/backend-list.tsx';
import { DialogStackProvider } from './controls/dialog.tsx';
import { ErrorMessage } from './controls/error-message.tsx';
import { ResultMessage } from './controls/result-message.tsx';
import { ErrorBoundary } from './faults/error-boundary.tsx';
import { GpuDialog } from './gpu/history/gpu-dialog.tsx';
import { UsageDialog } from './gpu/history/usage-dialog.tsx';
import { GpuStrip } from './gpu/strip/gpu-strip.tsx';
import { LogPanel } from './logs/log-panel.tsx';
import { PanelProvider, useCallState, usePanelServices, usePanelState, useView } from './panel-context.tsx';
import type { PanelServices } from './panel-services.ts';
import { PreferencesPanel } from './preferences/preferences-panel.tsx';
import { ReportDialog } from './report/report-dialog.tsx';
import { ConnectionBanner } from './shell/connection-banner.tsx';
import { EmptyState } from './shell/empty-state.tsx';
import { Header } from './shell/header.tsx';
import { LockedBanner } from './shell/locked-banner.tsx';
import { Notices } from './shell/notices.tsx';
import { RefusedAddress } from './shell/refused-address.tsx';
import { SignIn } from './shell/sign-in.tsx';
import { useGroupCounts } from './shell/summary.tsx';
import type { CallKey } from './state/calls.ts';
import { cssVariables, theme } from './theme/theme.ts';
import { hostColourScheme } from './theme/use-colour-scheme.ts';
import { ExportDialog } from './transfer/export-dialog.tsx';
import { ImportDialog } from './transfer/import-dialog.tsx';
import { UseInDialog } from './try-it/snippets/use-in-dialog.tsx';
import { TryPanel } from './try-it/try-panel.tsx';

/** @param env `test` switches off transitions, for which a test would have to wait */
export function App({ services, env = 'default' }: { services: PanelServices; env?: 'default' | 'test' }) {
  return (
    <MantineProvider
      env={env}
      theme={theme}
      defaultColorScheme="auto"
      cssVariablesResolver={cssVariables}
      {...(services.transport.shownIn === 'window' ? { colorSchemeManager: hostColourScheme } : {})}
    >
      <ErrorBoundary report={services.reportFault}>
        <PanelProvider services={services}>
          <DialogStackProvider>
            <Content />
          </DialogStackProvider>
          <Notifications position="bottom-right" limit={4} />
        </PanelProvider>
      </ErrorBoundary>
    </MantineProvider>
  );
}

function Content() {
  const isUnauthorized = usePanelState(({ connection }) => connection === 'unauthorized');
  const isRefused = usePanelState(({ connection }) => connection === 'refused');
  const { transport } = usePanelServices();
  const refusal = isRefused ? transport.refusal?.() : null;
  if (refusal) return <RefusedAddress refusal={refusal} />;
  if (isUnauthorized && transport.signIn)
    return <SignIn signIn={transport.signIn} onSignedIn={() => window.location.reload()} />;
  return (
    <>
      <PageTitle />
      <Header />
      <main className="sy-main">
        <div className="sy-notes">
          <ConnectionBanner />
          <LockedBanner />
          <Notices />
          <CallMessages at="all" />
          <CallMessages at="order" />
          <CallMessages at="theme" />
        </div>
        <GpuStrip />
        <Backends />
      </main>
      <OpenDialog />
    </>
  );
}

function Backends() {
  const freshness = usePanelState((state) => state.freshness);
  const lost = usePanelState(({ connection }) => connection === 'lost');
  const isEmpty = usePanelState(({ ids }) => ids.length === 0);
  if (freshness === 'loading')
    return (
      <div className="sy-loading" role="status">
        <Loader size="sm" />
        {lost ? 'Switchyard does not answer. Trying again…' : 'Reading the backends…'}
      </div>
    );
  return isEmpty ? <EmptyState /> : <BackendList />;
}

/** The errors and results of calls that were asked for in the header. */
function CallMessages({ at }: { at: Extract<CallKey, string> }) {
  const { actions } = usePanelServices();
  const { failure, result } = useCallState(at);
  return (
    <>
      {failure ? <ErrorMessage failure={failure} onClose={() => actions.clear(at)} /> : null}
      {result ? <ResultMessage result={result} onClose={() => actions.clear(at)} /> : null}
    </>
  );
}

function OpenDialog() {
  const { open } = usePanelServices();
  const dialog = useView((view) => view.dialog);
  const close = () => open(null);
  if (dialog === null) return null;
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
    case 'import':
      return <ImportDialog onClose={close} />;
    case 'export':
      return <ExportDialog onClose={close} />;
    case 'preferences':
      return <PreferencesPanel onClose={close} />;
    case 'about':
      return <AboutDialog onClose={close} />;
    default:
      return assertNever(dialog);
  }
}

/** The title of the tab shows what needs attention, also while another tab is open. */
function PageTitle() {
  const { attention } = useGroupCounts();
  useEffect(() => {
    document.title = attention > 0 ? `(${attention}!) Switchyard` : 'Switchyard';
  }, [attention]);
  return null;
}
