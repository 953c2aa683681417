/** Opens an address in the user's browser. Does nothing if there is none: the address is also printed. */
export async function openInBrowser(address: string): Promise<void> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  // Without a display, what opens links would start a text browser in this terminal.
  if (process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) return;
  try {
    // Loaded only when needed, to keep the host small.
    const { default: open } = await import('open');
    const child = await open(address);
    child.on('error', () => {
      // There is no browser.
    });
  } catch {
    // There is no browser.
  }
}
