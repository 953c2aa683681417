import './no-eval.ts';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { inTurn } from './frame-queue.ts';
import { createPanel } from './panel.tsx';
import { chooseTransport } from './transports.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element #root.');
createRoot(root).render(<App panel={createPanel(chooseTransport(), inTurn)} />);
