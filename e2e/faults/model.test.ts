/** Random sequences of operations, crashes, faults and jumps of the clock, compared with a model of the registry. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anyCommands } from './model/commands.ts';
import { TestedRegistry } from './model/tested-registry.ts';

const SEQUENCES = process.env.SWITCHYARD_FAULTS === 'long' ? 10_000 : 300;

it(`${SEQUENCES} random sequences leave list, disk, statuses and workers as the model says`, async () => {
  let commands = 0;
  await fc.assert(
    fc.asyncProperty(anyCommands, async (sequence) => {
      const tested = await TestedRegistry.create();
      try {
        await fc.asyncModelRun(() => ({ model: tested.model, real: tested }), sequence);
        await tested.finish();
      } finally {
        await tested.dispose();
      }
      commands += [...sequence].length;
    }),
    { numRuns: SEQUENCES },
  );
  expect(commands).toBeGreaterThan(SEQUENCES);
}, 3_600_000);
