/**
 * Prepares the faults that panels report for the program log. A panel may run in any browser, so its report is foreign text:
 * it is bounded, it can neither flood the log nor deceive a reader, and the secrets that are known here are taken out of it.
 */

import type { OperationOutput, ParsedInput } from '../../../shared/operations.ts';
import { showControlCharacters } from '../../../shared/text/control-characters.ts';
import type { Clock } from '../clock.ts';
import { redactOwnKeys, redactSecrets } from '../redact-secrets.ts';

/** Reports that are kept at once, and milliseconds after which one more is kept. */
export const MAX_BURST = 10;
export const REFILL_INTERVAL = 10_000;
/** UTF-16 units of a stack that are kept. Its beginning names the place of the fault. */
export const MAX_STACK_LENGTH = 4000;

/** What is written to the program log, bounded and without known secrets. */
export interface PanelFault {
  source: ParsedInput<'ReportPanelFault'>['source'];
  message: string;
  stack?: string;
  component_stack?: string;
  address?: string;
  /** Reports that were dropped since the last one that was kept. */
  dropped?: number;
}

export interface PanelFaultOptions {
  clock: Clock;
  /** All values that must not be written; asked anew for each report. */
  secrets: () => readonly string[];
  onPanelFault: (fault: PanelFault) => void;
}

export function createPanelFaultHandler({ clock, secrets, onPanelFault }: PanelFaultOptions) {
  let tokens = MAX_BURST;
  let refilledAt = clock.now();
  let dropped = 0;
  const takeToken = (): boolean => {
    const refills = Math.floor((clock.now() - refilledAt) / REFILL_INTERVAL);
    tokens = Math.min(MAX_BURST, tokens + refills);
    refilledAt += refills * REFILL_INTERVAL;
    if (tokens === 0) return false;
    tokens -= 1;
    return true;
  };
  return (report: ParsedInput<'ReportPanelFault'>): OperationOutput<'ReportPanelFault'> => {
    if (!takeToken()) {
      dropped += 1;
      return { result: 'Dropped.' };
    }
    const known = secrets();
    // Secrets come first: in a text that is cut or in which a character is replaced, a secret is not found any more.
    const cleaned = (text: string) =>
      showControlCharacters(redactOwnKeys(redactSecrets(text, known)), '\n\t');
    const fault: PanelFault = { source: report.source, message: cleaned(report.message) };
    if (report.address !== undefined) fault.address = cleaned(report.address);
    if (report.stack !== undefined) fault.stack = shorten(cleaned(report.stack));
    if (report.component_stack !== undefined)
      fault.component_stack = shorten(cleaned(report.component_stack));
    if (dropped > 0) fault.dropped = dropped;
    dropped = 0;
    onPanelFault(fault);
    return { result: 'Success.' };
  };
}

const shorten = (stack: string): string =>
  stack.length > MAX_STACK_LENGTH ? `${stack.slice(0, MAX_STACK_LENGTH)}…` : stack;
