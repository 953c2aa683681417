import { act, fireEvent, waitFor } from '@testing-library/react';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { makeBackend } from '../fixtures/backends.ts';
import { failure } from '../fixtures/host/answers.ts';
import { card, renderPanel } from '../fixtures/render-panel.tsx';

afterEach(() => vi.restoreAllMocks());

const comfy = () =>
  makeBackend(0, { features: ['comfyui'], address: 'http://127.0.0.1:8188', has_page: true });

/** The addresses that are opened from now on, each with what it may know of this page. */
function recordOpened() {
  const opened: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    opened.push(`${this.href} ${this.target} ${this.rel}`);
  });
  return opened;
}

test('the page of a backend opens through the gateway, and gets nothing of this page', async () => {
  const opened = recordOpened();
  await renderPanel({ backends: [comfy()] });
  fireEvent.click(card(0).getByRole('button', { name: 'Open' }));
  await waitFor(() =>
    expect(opened).toEqual(['http://127.0.0.1:7803/upstream/0/ _blank noreferrer noopener']),
  );
});

test('while the gateway is off it opens at its own address; any other error is on the card', async () => {
  const opened = recordOpened();
  const { fixture } = await renderPanel({ backends: [comfy()] });
  fixture.answer('GetPageLink', () => failure('The gateway is off.', '', 'gateway_off'));
  fireEvent.click(card(0).getByRole('button', { name: 'Open' }));
  await waitFor(() => expect(opened).toEqual(['http://127.0.0.1:8188/ _blank noreferrer noopener']));
  fixture.fail('GetPageLink', 'Backend 0 does not exist.');
  fireEvent.click(card(0).getByRole('button', { name: 'Open' }));
  await waitFor(() => expect(card(0).getByRole('alert').textContent).toContain('Backend 0 does not exist.'));
  expect(opened).toHaveLength(1);
});

test('the page of one that sleeps opens too, by which it is started; without the gateway, the card says why not', async () => {
  const opened = recordOpened();
  const { fixture } = await renderPanel({
    backends: [makeBackend(0, { phase: 'sleeping', status: 'idle', has_page: true })],
  });
  fireEvent.click(card(0).getByRole('button', { name: 'Open' }));
  await waitFor(() => expect(opened).toHaveLength(1));
  fixture.answer('GetPageLink', () => failure('The gateway is off.', '', 'gateway_off'));
  fireEvent.click(card(0).getByRole('button', { name: 'Open' }));
  await waitFor(() => expect(card(0).getByRole('alert').textContent).toContain('The gateway is off.'));
  expect(opened).toHaveLength(1);
});

test('what has no page, and what can be tried in the panel, has no such button', async () => {
  await renderPanel({
    backends: [
      makeBackend(0, { address: 'http://127.0.0.1:8188' }),
      makeBackend(1, { features: ['llm', 'openai_api'], address: 'http://127.0.0.1:8080', has_page: true }),
    ],
  });
  for (const id of [0, 1]) expect(card(id).queryByRole('button', { name: 'Open' })).toBeNull();
});

test('the host is told where the panel is shown; what is not reached from there is said on the card', async () => {
  const opened = recordOpened();
  const base = document.head.appendChild(document.createElement('base'));
  onTestFinished(() => base.remove());
  base.href = 'https://box.example/yard/';
  const { fixture } = await renderPanel({ backends: [comfy()] });
  const asked: unknown[] = [];
  fixture.answer('GetPageLink', (input) => {
    asked.push(input);
    return failure('No address is known that leads to it.', '', 'gateway_not_reachable');
  });
  fireEvent.click(card(0).getByRole('button', { name: 'Open' }));
  await waitFor(() => expect(card(0).getByRole('alert').textContent).toContain('No address is known'));
  expect(asked).toEqual([{ backend_id: 0, page: 'https://box.example/yard/' }]);
  expect(opened).toEqual([]);
  // Its own address leads to it from there.
  act(() => fixture.patch(0, { on_network: true }));
  fireEvent.click(card(0).getByRole('button', { name: 'Open' }));
  await waitFor(() => expect(opened).toEqual(['http://box.example:8188/ _blank noreferrer noopener']));
});
