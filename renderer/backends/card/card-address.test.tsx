import { act } from '@testing-library/react';
import { expect, onTestFinished, test } from 'vitest';
import { makeBackend } from '../../fixtures/backends.ts';
import { card, renderPanel } from '../../fixtures/render-panel.tsx';

test('an address is a link only where a browser finds a page for people there', async () => {
  const { fixture } = await renderPanel({ backends: [makeBackend(0, { address: 'http://127.0.0.1:8188' })] });
  expect(card(0).queryByRole('link')).toBeNull();
  act(() => fixture.patch(0, { has_page: true }));
  expect(card(0).getByRole('link').getAttribute('href')).toBe('http://127.0.0.1:8188');
  // A program may answer at an address that no browser opens.
  act(() => fixture.patch(0, { address: 'tcp://127.0.0.1:9' }));
  expect(card(0).queryByRole('link')).toBeNull();
});

function showPanelAt(address: string): void {
  const base = document.head.appendChild(document.createElement('base'));
  onTestFinished(() => base.remove());
  base.href = address;
}

test('one that the network reaches has the address by which this browser reaches its machine', async () => {
  showPanelAt('http://box.lan:7802/');
  const facts = { address: 'http://127.0.0.1:8188', has_page: true, on_network: true } as const;
  await renderPanel({ backends: [makeBackend(0, facts)] });
  expect(card(0).getByRole('link').getAttribute('href')).toBe('http://box.lan:8188');
  expect(card(0).queryByText('only on that computer')).toBeNull();
});

test('a window of the host is on its machine, whatever the address of its page', async () => {
  showPanelAt('https://panel.app.invalid/');
  await renderPanel({
    shownIn: 'window',
    backends: [makeBackend(0, { address: 'http://127.0.0.1:8188', has_page: true })],
  });
  expect(card(0).getByRole('link').getAttribute('href')).toBe('http://127.0.0.1:8188');
  expect(card(0).queryByText('only on that computer')).toBeNull();
});

test('an address of this machine is no link in a browser on another one', async () => {
  showPanelAt('http://192.168.0.5:7802/');
  await renderPanel({ backends: [makeBackend(0, { address: 'http://127.0.0.1:8188', has_page: true })] });
  expect(card(0).getByText('http://127.0.0.1:8188')).toBeTruthy();
  expect(card(0).getByText('only on that computer')).toBeTruthy();
  expect(card(0).queryByRole('link')).toBeNull();
});

test('an address that a browser cannot open safely is no link', async () => {
  await renderPanel({ backends: [makeBackend(0, { address: 'javascript:alert(1)' })] });
  expect(card(0).queryByRole('link')).toBeNull();
});
