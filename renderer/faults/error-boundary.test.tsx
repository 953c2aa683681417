import { MantineProvider } from '@mantine/core';
import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ErrorBoundary } from './error-boundary.tsx';
import type { Fault } from './report-fault.ts';

// React writes each caught error to the console.
beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

function Broken(): never {
  throw new TypeError('x is not a function');
}

function renderBroken(isReported: boolean) {
  const report = vi.fn(async (_: Fault) => isReported);
  render(
    <MantineProvider env="test">
      <ErrorBoundary report={report}>
        <Broken />
      </ErrorBoundary>
    </MantineProvider>,
  );
  return report;
}

test('a component that fails leaves a page that says what happened, and is reported with its components', async () => {
  const report = renderBroken(true);
  expect(screen.getByRole('heading', { name: 'The panel has stopped' })).toBeTruthy();
  expect(screen.getByText(/Your backends are not affected/)).toBeTruthy();
  expect(screen.getByText('TypeError: x is not a function')).toBeTruthy();
  expect(await screen.findByText('It is in the program log.')).toBeTruthy();
  expect(report.mock.calls).toEqual([
    [{ source: 'render', error: expect.any(TypeError), componentStack: expect.stringContaining('Broken') }],
  ]);
});

test('a fault that could not be reported is not said to be in the log', async () => {
  const report = renderBroken(false);
  await report.mock.results[0]?.value;
  expect(screen.queryByText(/in the program log/)).toBeNull();
});

test('the page can be loaded again', () => {
  const reload = vi.spyOn(window.location, 'reload').mockReturnValue();
  renderBroken(true);
  fireEvent.click(screen.getByRole('button', { name: 'Reload' }));
  expect(reload).toHaveBeenCalledOnce();
});
