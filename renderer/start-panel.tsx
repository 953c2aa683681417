/** Starts the panel in its page. */
import './configure-zod.ts';
import { createRoot } from 'react-dom/client';
import { languageChoices } from '../shared/words/languages/languages.ts';
import { App } from './app.tsx';
import { watchFaults } from './faults/report-fault.ts';
import { showLanguage, storedLanguage } from './language/page-language.ts';
import { createPanelServices } from './panel-services.ts';
import { scheduleOnFrame } from './state/frame-queue.ts';
import { chooseTransport } from './transport/choose-transport.ts';

/** @param root the element that shows the panel; what it shows until then is replaced */
export async function startPanel(root: HTMLElement): Promise<void> {
  const services = createPanelServices(chooseTransport(), scheduleOnFrame);
  watchFaults(window, services.reportFault);
  // In English where the messages of the chosen language cannot be loaded.
  await showLanguage(storedLanguage(languageChoices)).catch(() => undefined);
  createRoot(root).render(<App services={services} />);
}
