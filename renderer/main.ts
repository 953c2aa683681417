/**
 * The first program of the page. It imports nothing, so that the header that index.html holds is painted before the panel itself
 * is run. The browser fetches that meanwhile (preload-panel.ts).
 */
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no element #root.');

/** Milliseconds after which the panel is started in any case: a page in the background is not painted. */
const MAX_WAIT = 100;

/** What Mantine has stored: `light`, `dark` or `auto`. Null where the browser stores nothing. */
function readColourScheme(): string | null {
  try {
    return localStorage.getItem('mantine-color-scheme-value');
  } catch {
    // The person has switched storage off.
    return null;
  }
}

// As Mantine sets it once it runs. Its styles are there before, and are light without it.
const chosen = readColourScheme();
const isDark =
  chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.dataset.mantineColorScheme = isDark ? 'dark' : 'light';

const painted = new Promise<void>((resolve) => {
  // A task that a frame's callback begins is run after the frame is painted.
  requestAnimationFrame(() => setTimeout(resolve, 0));
  setTimeout(resolve, MAX_WAIT);
});

painted
  .then(() => import('./start-panel.tsx'))
  .then(({ startPanel }) => startPanel(root))
  .catch((error: unknown) => {
    // The host does not answer, or has another version by now.
    const message = root.querySelector('[role=alert]');
    if (message !== null) message.textContent = 'The panel could not be loaded. Reload the page.';
    console.error(error);
  });

export {};
