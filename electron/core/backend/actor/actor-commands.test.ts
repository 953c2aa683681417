import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../../e2e/testkit/core/test-registry.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.dispose());

describe('commands at the same time', () => {
  const command = fc.constantFrom('on', 'off', 'edit', 'restart', 'delete', 'ready', 'exit', 'time');

  it('end in a state that some order of them explains, with one worker at most', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { maxLength: 14 }), async (commands) => {
        const own = await createHarness();
        const { registry } = own;
        try {
          await registry.add({ typeId: 'test' });
          const pending: Promise<unknown>[] = [];
          for (const each of commands) {
            const start = own.starts.at(-1);
            if (each === 'on' || each === 'off')
              pending.push(attempt(() => registry.toggle(0, each === 'on')));
            if (each === 'edit')
              pending.push(attempt(() => registry.edit(0, { settings: { Model: String(pending.length) } })));
            if (each === 'restart') pending.push(attempt(() => registry.restart(0)));
            if (each === 'delete') pending.push(attempt(() => registry.delete(0)));
            if (each === 'ready') start?.ready();
            if (each === 'exit') start?.exit();
            if (each === 'time') await own.clock.advance(200);
            const alive = own.starts.filter(({ stops, io }) => stops.length === 0 && !io.signal.aborted);
            expect(alive.length).toBeLessThanOrEqual(1);
          }
          await Promise.all(pending);
          await own.settle();
          const actor = registry.find(0);
          if (commands.includes('delete')) expect(actor).toBeUndefined();
          if (!actor) return;
          const lastIntent = commands.filter((each) => each === 'on' || each === 'off').at(-1) ?? 'on';
          expect(actor.record.enabled).toBe(lastIntent === 'on');
          if (lastIntent === 'off') expect(actor.view().status).toBe('disabled');
          else expect(actor.view().status).not.toBe('disabled');
          expect((await own.reopen()).document.backends).toMatchObject([{ enabled: lastIntent === 'on' }]);
        } finally {
          await own.dispose();
        }
      }),
      { numRuns: 60 },
    );
  });

  /** A command that came too late may fail with an error from the table; no other error is allowed. */
  async function attempt(work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof SwitchyardError)) throw error;
    }
  }
});
