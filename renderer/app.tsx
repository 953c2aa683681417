/** The whole panel. */
import { shellWords } from '../shared/words/en/shell.ts';
import { words } from '../shared/words/words.ts';
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './theme/tokens.css';
import './theme/theme.css';
import './theme/forced-colours.css';
import './theme/targets.css';
import './app.css';
import { DirectionProvider, Loader, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { Fragment, useEffect } from 'react';
import { DropTarget } from './add-backend/drop-target.tsx';
import { BackendList } from './backends/list/backend-list.tsx';
import { BackendMenu } from './backends/menu/backend-menu.tsx';
import { DialogStackProvider } from './controls/dialog/dialog.tsx';
import { CallMessages } from './controls/messages/call-messages.tsx';
import { ErrorBoundary } from './faults/error-boundary.tsx';
import { GpuStrip } from './gpu/strip/gpu-strip.tsx';
import { useLanguage } from './language/page-language.ts';
import { useLanguageOfHost } from './language/use-language-choice.ts';
import { LateDialogs } from './late-dialogs.tsx';
import { PanelProvider, usePanelServices, usePanelState } from './panel-context.tsx';
import type { PanelServices } from './panel-services.ts';
import { Announcements } from './shell/announcements.tsx';
import { EmptyState } from './shell/empty-state.tsx';
import { Header } from './shell/header.tsx';
import { LockedBanner } from './shell/locked-banner.tsx';
import { Notices } from './shell/notices.tsx';
import { RefusedAddress } from './shell/refused-address.tsx';
import { SignIn } from './shell/sign-in.tsx';
import { SkipLink } from './shell/skip-link.tsx';
import { useGroupCounts } from './shell/summary.tsx';
import { useShortcuts } from './shortcuts/use-shortcuts.ts';
import { cssVariables, LAYERS_ID, theme } from './theme/theme.ts';
import { hostColourScheme } from './theme/use-colour-scheme.ts';

const t = words(shellWords);

/** @param env `test` switches off transitions, for which a test would have to wait */
export function App({ services, env = 'default' }: { services: PanelServices; env?: 'default' | 'test' }) {
  const { code, direction } = useLanguage();
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
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
              <Content languageCode={code} />
            </DialogStackProvider>
            <Notifications position="bottom-right" limit={4} />
          </PanelProvider>
        </ErrorBoundary>
      </MantineProvider>
    </DirectionProvider>
  );
}

function Content({ languageCode }: { languageCode: string }) {
  useLanguageOfHost();
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
      <Keys />
      <SkipLink />
      <Header />
      <main className="sy-main" tabIndex={-1}>
        <div className="sy-notes">
          <LockedBanner />
          <Notices />
          <CallMessages at="all" />
          <CallMessages at="order" />
          <CallMessages at="theme" />
        </div>
        {/* It holds no drafts, and many parts that render again for changes of their own backend alone. */}
        <Fragment key={languageCode}>
          <GpuStrip />
          <Backends />
        </Fragment>
        <div id={LAYERS_ID} />
      </main>
      <BackendMenu />
      <Announcements />
      <LateDialogs />
      <DropTarget />
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
        {lost ? t('noAnswerRetrying') : t('readingBackends')}
      </div>
    );
  return isEmpty ? <EmptyState /> : <BackendList />;
}

/** The keys of the panel. */
function Keys() {
  useShortcuts();
  return null;
}

/** The title of the tab shows what needs attention, also while another tab is open. */
function PageTitle() {
  const { attention } = useGroupCounts();
  useEffect(() => {
    document.title = attention > 0 ? `(${attention}!) Switchyard` : 'Switchyard';
  }, [attention]);
  return null;
}
