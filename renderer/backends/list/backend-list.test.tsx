import { act, fireEvent, screen } from '@testing-library/react';
import { memo, Profiler } from 'react';
import { afterAll, expect, test, vi } from 'vitest';
import { makeBackend } from '../../fixtures/backends.ts';

const rendered: number[] = [];

const CARD = '../card/backend-card.tsx';
vi.doMock(CARD, async (original) => {
  const real = await original<typeof import('../card/backend-card.tsx')>();
  return {
    // Like the real one, it does not render when only its list renders.
    BackendCard: memo(({ id }: { id: number }) => (
      <Profiler id={String(id)} onRender={(name) => rendered.push(Number(name))}>
        <real.BackendCard id={id} />
      </Profiler>
    )),
  };
});
// Test files share their modules, so the panel is loaded again with this card, and afterwards without it.
vi.resetModules();
const { card, renderPanel, statusOf } = await import('../../fixtures/render-panel.tsx');
afterAll(() => {
  vi.doUnmock(CARD);
  vi.resetModules();
});

const eight = () => Array.from({ length: 8 }, (_, id) => makeBackend(id));

test('a status change renders one card', async () => {
  const { fixture } = await renderPanel({ backends: eight() });
  await screen.findAllByText('#3');
  rendered.length = 0;
  act(() => fixture.patch(3, { phase: 'idle', status: 'idle' }));
  expect(statusOf(3)).toBe('Not answering, trying again');
  expect(new Set(rendered)).toEqual(new Set([3]));
});

test('a call renders only the card it was asked on', async () => {
  const { fixture } = await renderPanel({ backends: eight() });
  const release = fixture.hold('RestartBackends');
  rendered.length = 0;
  fireEvent.click(card(5).getByRole('button', { name: 'Restart' }));
  expect(new Set(rendered)).toEqual(new Set([5]));
  await act(async () => release());
});

test('a move renders no card, neither when it is requested nor when the host confirms it', async () => {
  const { fixture, services } = await renderPanel({
    backends: eight().map((backend) => ({ ...backend, position: backend.id })),
  });
  rendered.length = 0;
  act(() => services.arranging.move(7, 'top'));
  await act(async () => undefined);
  expect(fixture.callsTo('ArrangeBackends')).toEqual([{ order: [7, 0, 1, 2, 3, 4, 5, 6] }]);
  expect(services.view.getState().requestedOrder).toBeNull();
  expect(screen.getAllByRole('article').map((one) => Number(one.getAttribute('data-backend-id')))).toEqual([
    7, 0, 1, 2, 3, 4, 5, 6,
  ]);
  expect(rendered).toEqual([]);
});

test('the list can be filtered by text and by state, and says so', async () => {
  await renderPanel({
    backends: [
      ...eight().map((backend) => ({ ...backend, title: `Worker ${backend.id}` })),
      makeBackend(8, { title: 'Flux', phase: 'disabled' }),
    ],
  });
  fireEvent.change(screen.getByRole('combobox', { name: 'Filter backends' }), { target: { value: 'flux' } });
  expect(screen.getAllByRole('article').map((one) => one.getAttribute('aria-label'))).toEqual([
    'Backend 8: Flux',
  ]);
  expect(screen.getByText('Showing 1 of 9')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Show all' }));
  expect(screen.getAllByRole('article')).toHaveLength(9);
  fireEvent.click(screen.getByRole('button', { name: '1 off' }));
  expect(screen.getAllByRole('article')).toHaveLength(1);
});
