import './no-eval.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { watchFaults } from './faults/report-fault.ts';
import { createPanel } from './panel.tsx';
import { mapInOrder } from './state/frame-queue.ts';
import { chooseTransport } from './transport/choose-transport.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element #root.');
const panel = createPanel(chooseTransport(), mapInOrder);
watchFaults(window, panel.reportFault);
createRoot(root).render(<App panel={panel} />);
