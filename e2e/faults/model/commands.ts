/** The steps of the random sequences: operations, one or several at the same time, and what happens to workers, disk and clock. */
import fc from 'fast-check';
import { SwitchyardError } from '../../../shared/errors.ts';
import {
  anyOperation,
  anyOrderedOperation,
  callOperation,
  LONG_TITLE,
  type Operation,
} from './operations.ts';
import type { ModelBackend, ModelWorker, RegistryModel } from './registry-model.ts';
import type { TestedRegistry } from './tested-registry.ts';

type Command = fc.AsyncCommand<RegistryModel, TestedRegistry>;

const command = (name: string, run: Command['run']): Command => ({
  check: () => true,
  run: async (model, tested) => {
    await run(model, tested);
    await tested.settle();
  },
  toString: () => name,
});

const operations = (all: readonly Operation[]): Command =>
  command(JSON.stringify(all).replaceAll(LONG_TITLE, 'too long'), async (model, tested) => {
    const listed = [...model.listed];
    for (const operation of all) callOperation(operation, { model, tested, listed });
  });

/** What can happen to a live worker. */
const workerEvents: Record<
  string,
  (backend: ModelBackend, worker: ModelWorker, tested: TestedRegistry) => void
> = {
  'gets ready': ({ healthyWorker }, _, tested) => tested.makeReady(healthyWorker),
  'loses contact': ({ healthyWorker }, _, tested) => tested.setContact(healthyWorker, false),
  'answers again': ({ healthyWorker }, _, tested) => tested.setContact(healthyWorker, true),
  exits: (backend, worker) => {
    // A crash is final where it may not be restarted; a failed start is tried again in any case.
    backend.fail(worker.readyAt !== null && !backend.settings.AutoRestart);
    worker.start.exit();
  },
  'fails to start': (backend) =>
    failStart(backend, false, new SwitchyardError('model_failed', { backend: 'it', reason: 'no memory' })),
  'can never start': (backend) =>
    failStart(backend, true, new SwitchyardError('command_not_found', { backend: 'it', command: 'x' })),
  'is gone': (_, worker) => {
    if (worker.isStopRequested || worker.failure) worker.start.gone();
  },
  'cannot be stopped': (backend, _, tested) => tested.setStopError(backend, new Error('no permission')),
  'can be stopped': (backend, _, tested) => tested.setStopError(backend, null),
};

function failStart(backend: ModelBackend, isPermanent: boolean, error: Error): void {
  const worker = backend.healthyWorker;
  if (worker?.readyAt !== null) return;
  backend.fail(isPermanent);
  worker.start.fail(error);
}

const workerEvent = (name: string, pick: number): Command =>
  command(`worker of #${pick} ${name}`, async (model, tested) => {
    const backend = model.listed[pick];
    if (backend?.liveWorker) workerEvents[name]?.(backend, backend.liveWorker, tested);
  });

const circumstances: readonly Command[] = [
  command('workers hang', async (_, tested) => {
    tested.ignoresStops = true;
  }),
  command('workers obey', async (_, tested) => {
    tested.ignoresStops = false;
  }),
  command('writes are blocked', (_, tested) => tested.blockWrites()),
  command('another program writes', (_, tested) => tested.changeFileByHand()),
  command('the disk is mended', (_, tested) => tested.mendDisk()),
  command('the host quits', (_, tested) => tested.restartHost('quit')),
  command('the host is killed', (_, tested) => tested.restartHost('kill')),
  command('the machine wakes up', async (_, tested) => tested.registry.resumeAfterSleep()),
];

const anyWorker = fc.nat({ max: 4 });
const eventOf = (name: string) => anyWorker.map((pick) => workerEvent(name, pick));

/** Sequences of commands, for `fc.asyncModelRun`. */
export const anyCommands = fc.commands<RegistryModel, TestedRegistry, false>(
  [
    fc.oneof(
      { weight: 10, arbitrary: anyOperation.map((operation) => operations([operation])) },
      { weight: 4, arbitrary: fc.array(anyOrderedOperation, { minLength: 2, maxLength: 5 }).map(operations) },
      { weight: 6, arbitrary: eventOf('gets ready') },
      { weight: 6, arbitrary: fc.constantFrom(...Object.keys(workerEvents)).chain(eventOf) },
      {
        weight: 3,
        arbitrary: fc
          .constantFrom(100, 1000, 59_000, 60_000, 180_000, 600_000)
          .map((ms) => command(`${ms} ms pass`, (_, tested) => tested.pass(ms))),
      },
      {
        weight: 1,
        arbitrary: fc
          .integer({ min: -1e10, max: 1e10 })
          .map((ms) =>
            command(`the clock jumps by ${ms} ms`, async (_, tested) => tested.clock.shiftWall(ms)),
          ),
      },
      { weight: 5, arbitrary: fc.constantFrom(...circumstances) },
    ),
  ],
  { maxCommands: 30, size: '+1' },
);
