import { afterEach, expect, test, vi } from 'vitest';
import { MAX_PANEL_FAULT_LENGTHS } from '../../shared/limits.ts';
import type { OperationInput, OperationOutput } from '../../shared/operations.ts';
import { createFaultReporter, MAX_REPORTS, watchFaults } from './report-fault.ts';

type Report = OperationInput<'ReportPanelFault'>;

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

function reporter(reply: () => Promise<OperationOutput<'ReportPanelFault'>>) {
  const reports: Report[] = [];
  const report = createFaultReporter({
    ReportPanelFault: (input: Report) => {
      reports.push(input);
      return reply();
    },
  });
  return { report, reports };
}

const accepting = () => reporter(async () => ({ result: 'Success.' }));

test('what no code of the page catches is reported with its stack and the address of the page', () => {
  const { report, reports } = accepting();
  ends.push(watchFaults(window, report));
  const thrown = new TypeError('x is not a function');
  const rejected = new Error('no answer');
  window.dispatchEvent(new ErrorEvent('error', { error: thrown, message: thrown.message }));
  window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: rejected }));
  const address = window.location.href;
  expect(reports).toEqual([
    { source: 'error', message: 'TypeError: x is not a function', stack: thrown.stack, address },
    { source: 'unhandled_rejection', message: 'Error: no answer', stack: rejected.stack, address },
  ]);
});

test.each(['a text', undefined, null, { toString: () => 'an object' }])(
  '%s can be thrown too',
  async (error) => {
    const { report, reports } = accepting();
    expect(await report({ source: 'error', error })).toBe(true);
    expect(reports).toMatchObject([{ message: String(error) }]);
  },
);

test('each text is cut to what the host accepts', async () => {
  const { report, reports } = accepting();
  const error = new Error('m'.repeat(100_000));
  error.stack = 's'.repeat(100_000);
  await report({ source: 'render', error, componentStack: 'c'.repeat(100_000) });
  const [{ message, stack, component_stack } = {}] = reports as Partial<Report>[];
  expect(message).toHaveLength(MAX_PANEL_FAULT_LENGTHS.message);
  expect(stack).toHaveLength(MAX_PANEL_FAULT_LENGTHS.stack);
  expect(component_stack).toHaveLength(MAX_PANEL_FAULT_LENGTHS.component_stack);
});

test('a fault is reported once, and one page reports no more than a few', async () => {
  const { report, reports } = accepting();
  const again = new Error('again');
  expect(await report({ source: 'error', error: again })).toBe(true);
  expect(await report({ source: 'error', error: again })).toBe(false);
  for (let index = 0; index < 100; index++) await report({ source: 'error', error: `fault ${index}` });
  expect(reports).toHaveLength(MAX_REPORTS);
});

test('a report that fails is no fault: nothing is thrown and nothing is reported in turn', async () => {
  const onRejection = vi.fn();
  const { report, reports } = reporter(() => Promise.reject(new Error('Switchyard does not answer.')));
  ends.push(watchFaults(window, report));
  process.on('unhandledRejection', onRejection);
  ends.push(() => process.off('unhandledRejection', onRejection));
  expect(await report({ source: 'error', error: new Error('first') })).toBe(false);
  // Converting the thrown value to a text may fail too.
  const hostile = {
    toString: () => {
      throw new Error('no text');
    },
  };
  expect(await report({ source: 'error', error: hostile })).toBe(false);
  await new Promise((resolve) => setTimeout(resolve));
  expect(onRejection).not.toHaveBeenCalled();
  expect(reports).toHaveLength(1);
});

test('a report that the host drops counts as not reported', async () => {
  const { report } = reporter(async () => ({ result: 'Dropped.' }));
  expect(await report({ source: 'error', error: new Error('one of many') })).toBe(false);
});

test('a layout that takes two frames is no fault', async () => {
  const { report, reports } = accepting();
  await report({ source: 'error', error: 'ResizeObserver loop completed with undelivered notifications.' });
  expect(reports).toEqual([]);
});
