import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../e2e/testkit/core/manual-clock.ts';
import { MAX_PANEL_FAULT_LENGTHS } from '../../../shared/limits.ts';
import { operations } from '../../../shared/operations.ts';
import {
  createPanelFaultHandler,
  MAX_BURST,
  MAX_STACK_LENGTH,
  type PanelFault,
  REFILL_INTERVAL,
} from './panel-faults.ts';

function setUp(secrets: () => readonly string[] = () => []) {
  const clock = new ManualClock();
  const faults: PanelFault[] = [];
  const report = createPanelFaultHandler({
    clock,
    secrets,
    onPanelFault: (fault) => void faults.push(fault),
  });
  const reportMany = (count: number) =>
    Array.from(
      { length: count },
      (_, index) => report({ source: 'error', message: `fault ${index}` }).result,
    );
  return { clock, faults, report, reportMany };
}

describe('the limit of reports', () => {
  it('is 10 at once, then one every 10 seconds, however many came in between', async () => {
    const { clock, faults, reportMany } = setUp();
    expect(reportMany(12)).toEqual([
      ...Array.from({ length: MAX_BURST }, () => 'Success.'),
      'Dropped.',
      'Dropped.',
    ]);
    await clock.advance(REFILL_INTERVAL - 1);
    expect(reportMany(1)).toEqual(['Dropped.']);
    await clock.advance(1);
    expect(reportMany(2)).toEqual(['Success.', 'Dropped.']);
    expect(faults).toHaveLength(MAX_BURST + 1);
  });

  it('reports the number of dropped ones with the next one that is kept, once', async () => {
    const { clock, faults, reportMany } = setUp();
    reportMany(MAX_BURST + 7);
    await clock.advance(2 * REFILL_INTERVAL);
    reportMany(2);
    expect(faults.slice(-3).map(({ dropped }) => dropped)).toEqual([undefined, 7, undefined]);
  });

  it('allows no more than 10 at once after a long time', async () => {
    const { clock, reportMany } = setUp();
    await clock.advance(100 * REFILL_INTERVAL);
    expect(reportMany(20).filter((result) => result === 'Success.')).toHaveLength(MAX_BURST);
  });
});

describe('what is kept of a report', () => {
  it('contains no secret that is known at that time, not even a part of one where the text is cut', () => {
    let secrets = ['old-secret'];
    const { faults, report } = setUp(() => secrets);
    report({ source: 'error', message: 'old-secret' });
    secrets = ['new-secret'];
    const stack = `${'x'.repeat(MAX_STACK_LENGTH - 5)}new-secret`;
    report({
      source: 'render',
      message: 'new-secret',
      stack,
      component_stack: 'at new-secret',
      address: '/new-secret',
    });
    expect(faults[0]?.message).toBe('***');
    expect(JSON.stringify(faults[1])).not.toContain('new-s');
    expect(faults[1]).toMatchObject({ message: '***', component_stack: 'at ***', address: '/***' });
  });

  it('is bounded: longer stacks are cut, longer texts are not accepted', () => {
    const { faults, report } = setUp();
    const stack = 's'.repeat(MAX_PANEL_FAULT_LENGTHS.stack);
    report({ source: 'error', message: 'm', stack, component_stack: stack });
    expect(faults[0]?.stack).toBe(`${'s'.repeat(MAX_STACK_LENGTH)}…`);
    expect(faults[0]?.component_stack).toHaveLength(MAX_STACK_LENGTH + 1);
    const { input } = operations.ReportPanelFault;
    for (const [name, length] of Object.entries(MAX_PANEL_FAULT_LENGTHS)) {
      const complete = { source: 'error', message: 'm' };
      expect(input.safeParse({ ...complete, [name]: 'x'.repeat(length) }).success, name).toBe(true);
      expect(input.safeParse({ ...complete, [name]: 'x'.repeat(length + 1) }).success, name).toBe(false);
    }
  });

  it('shows characters that could deceive a reader as signs, and keeps the lines of a stack', () => {
    const { faults, report } = setUp();
    report({ source: 'unhandled_rejection', message: 'a\u001b[2Jb\u202ec\r', stack: 'one\n\ttwo\u0085' });
    expect(faults).toEqual([
      {
        source: 'unhandled_rejection',
        message: 'a⟨U+001B⟩[2Jb⟨U+202E⟩c⟨U+000D⟩',
        stack: 'one\n\ttwo⟨U+0085⟩',
      },
    ]);
  });
});
