import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../../e2e/testkit/core/test-registry.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.dispose());

describe('a sleep of the machine', () => {
  it('is followed at once by the retry that was waited for, as its delay may have stood still', async () => {
    await harness.addRunning();
    for (let crash = 1; crash <= 4; crash++) {
      harness.latest().exit();
      await harness.settle();
      if (crash === 4) break;
      await harness.clock.advance(10_000);
      harness.latest().ready();
      await harness.settle();
    }
    expect(harness.view().next_step).toMatchObject({ kind: 'retry', attempt: 5 });
    const before = harness.starts.length;
    harness.registry.resumeAfterSleep();
    await harness.settle();
    expect(harness.starts).toHaveLength(before + 1);
    // The failures before the sleep still count: this was the last attempt.
    harness
      .latest()
      .fail(new SwitchyardError('exited_before_ready', { backend: 'Backend 0', reason: 'exit code 1' }));
    await harness.settle();
    expect(harness.view()).toMatchObject({ status: 'errored', error: { code: 'crash_loop' } });
    await harness.clock.advance(100_000);
    expect(harness.starts).toHaveLength(before + 1);
  });
  it('cancels the delay of that retry', async () => {
    await harness.addRunning();
    harness.latest().exit();
    await harness.settle();
    harness.registry.resumeAfterSleep();
    await harness.settle();
    harness.latest().exit();
    await harness.settle();
    expect(harness.view().next_step).toMatchObject({ kind: 'retry', attempt: 3 });
    // The first delay would have been over now; the second is not.
    await harness.clock.advance(150);
    expect(harness.starts).toHaveLength(2);
  });
  it('checks the process of every live worker and probes it', async () => {
    await harness.addRunning();
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    const asked: string[] = [];
    for (const [index, { io }] of harness.starts.entries())
      io.onWake(() => {
        asked.push(`${index}`);
        if (index === 0)
          io.contactLost(new SwitchyardError('contact_lost', { backend: 'Backend 0', reason: 'no answer' }));
      });
    harness.registry.resumeAfterSleep();
    expect(asked).toEqual(['0', '1']);
    expect(harness.starts.map(({ rechecks }) => rechecks)).toEqual([1, 1]);
    expect(harness.view().status).toBe('idle');
  });
  it('probes no worker that is being stopped or is gone', async () => {
    harness.ignoresStops = true;
    await harness.addRunning();
    let asked = 0;
    harness.latest().io.onWake(() => asked++);
    const stopped = harness.registry.toggle(0, false);
    await harness.settle();
    harness.registry.resumeAfterSleep();
    harness.latest().gone();
    await stopped;
    harness.registry.resumeAfterSleep();
    expect([asked, harness.latest().rechecks]).toEqual([0, 0]);
  });
  it('during the shutdown starts nothing', async () => {
    await harness.addRetrying();
    const closed = harness.registry.close();
    harness.registry.resumeAfterSleep();
    await closed;
    await harness.clock.advance(100_000);
    expect(harness.starts).toHaveLength(2);
  });
});
