/** Reports faults of the panel to the host, which writes them to its log, because nobody reads the console of a browser. */
import { MAX_PANEL_FAULT_LENGTHS } from '../../shared/limits.ts';
import type { OperationInput } from '../../shared/operations.ts';
import type { Client } from '../../shared/transport.ts';

/** For one page. A broken page fails again and again, but its first faults say what happened. */
export const MAX_REPORTS = 10;

/**
 * Browsers report with this message that a layout took two frames. That is no fault.
 * Source: CSS Resize Observer, "deliver resize loop error".
 */
const IS_HARMLESS = /^ResizeObserver loop/;

export interface Fault {
  source: OperationInput<'ReportPanelFault'>['source'];
  /** What was thrown. It need not be an Error. */
  error: unknown;
  /** The components that contain the failed one, as React lists them. */
  componentStack?: string | undefined;
}

/** Resolves to whether the host has written the fault into its log. Never rejects and never throws. */
export type ReportFault = (fault: Fault) => Promise<boolean>;

/** Each fault is reported once, and at most {@link MAX_REPORTS} of them. */
export function createFaultReporter(client: Pick<Client, 'ReportPanelFault'>): ReportFault {
  const reported = new Set<string>();
  return async ({ source, error, componentStack }) => {
    try {
      const message = describeError(error);
      const stack = error instanceof Error ? error.stack : undefined;
      const key = `${message}\n${stack ?? ''}`;
      if (IS_HARMLESS.test(message) || reported.has(key) || reported.size >= MAX_REPORTS) return false;
      reported.add(key);
      const { result } = await client.ReportPanelFault({
        source,
        message: message.slice(0, MAX_PANEL_FAULT_LENGTHS.message),
        address: window.location.href.slice(0, MAX_PANEL_FAULT_LENGTHS.address),
        ...(stack === undefined ? {} : { stack: stack.slice(0, MAX_PANEL_FAULT_LENGTHS.stack) }),
        ...(componentStack === undefined
          ? {}
          : { component_stack: componentStack.slice(0, MAX_PANEL_FAULT_LENGTHS.component_stack) }),
      });
      return result === 'Success.';
    } catch {
      // A fault of the reporting itself must not be reported, because that might never end. The browser's console has the
      // first fault.
      return false;
    }
  };
}

/** One line, such as `TypeError: x is not a function`. */
export const describeError = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** Reports errors and rejections that no code catches. Returns the function that ends it. */
export function watchFaults(page: Window, report: ReportFault): () => void {
  const onError = ({ error, message }: ErrorEvent) =>
    void report({ source: 'error', error: error ?? message });
  const onRejection = ({ reason }: PromiseRejectionEvent) =>
    void report({ source: 'unhandled_rejection', error: reason });
  page.addEventListener('error', onError);
  page.addEventListener('unhandledrejection', onRejection);
  return () => {
    page.removeEventListener('error', onError);
    page.removeEventListener('unhandledrejection', onRejection);
  };
}
