import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../../e2e/testkit/core/test-registry.ts';
import { SwitchyardError } from '../../../../shared/errors.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await createHarness();
});
afterEach(() => harness.dispose());

describe('a start', () => {
  it('that ends with exit code 0 before it is ready has failed', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    harness.latest().exit({ code: 0 });
    await harness.settle();
    expect(harness.view()).toMatchObject({
      status: 'waiting',
      error: { code: 'exited_before_ready', exit_code: 0 },
    });
  });
  it('whose worker exits at the moment it becomes ready never stays running', async () => {
    for (let turns = 0; turns < 30; turns++) {
      const own = await createHarness();
      await own.registry.add({ typeId: 'test' });
      await own.settle();
      own.starts[0]?.ready();
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      own.starts[0]?.exit();
      await own.settle();
      const { status, restarts } = own.registry.get(0).view();
      expect([status, restarts], `${turns} turns later`).not.toEqual(['running', 0]);
      // A start that fails is tried again after a pause; a worker that had been ready is started again at once.
      await own.clock.advance(100);
      expect(own.registry.get(0).view(), `${turns} turns later`).toMatchObject({
        status: 'loading',
        restarts: 1,
      });
      expect(own.starts).toHaveLength(2);
      await own.dispose();
    }
  });
  it('that takes longer than its time-out has failed, and its process is ended', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    await harness.clock.advance(60_000);
    expect(harness.starts[0]?.stops).toHaveLength(1);
    expect(harness.view().error).toMatchObject({ code: 'start_timeout' });
  });
  it('that cannot succeed is not tried again', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    harness.latest().fail(
      new SwitchyardError('path_not_found', {
        backend: 'Backend 0',
        name: 'File',
        path: '/nope',
        expected: 'file',
      }),
    );
    await harness.settle();
    expect(harness.view()).toMatchObject({ status: 'errored', error: { code: 'path_not_found' } });
    await harness.clock.advance(100_000);
    expect(harness.starts).toHaveLength(1);
  });
  it('that fails by an unexpected error shows a message, and the error is reported', async () => {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    harness.latest().fail(new TypeError('x is not a function'));
    await harness.settle();
    expect(harness.view().error?.code).toBe('start_failed');
    expect(harness.faults).toHaveLength(1);
  });
  it('waits for another one on the same GPU, and not for one on another GPU', async () => {
    await harness.registry.add({ typeId: 'test', settings: { GPU_ID: '0' } });
    await harness.registry.add({ typeId: 'test', settings: { GPU_ID: '0' } });
    await harness.registry.add({ typeId: 'test', settings: { GPU_ID: '1' } });
    await harness.settle();
    expect([0, 1, 2].map((id) => harness.view(id).status)).toEqual(['loading', 'waiting', 'loading']);
    harness.starts[0]?.ready();
    await harness.settle();
    expect([0, 1, 2].map((id) => harness.view(id).status)).toEqual(['running', 'loading', 'loading']);
  });
});

describe('a backend that waits for its turn', () => {
  const onGpu = (title: string) =>
    harness.registry.add({ typeId: 'test', title, settings: { GPU_ID: '0' } }).then(() => harness.settle());
  const failStart = async (index: number) => {
    harness.starts[index]?.exit({ code: 1 });
    await harness.settle();
  };

  it('says for whom, why and since when, on the card and in its log', async () => {
    await onGpu('Slow');
    await harness.clock.advance(5000);
    await onGpu('Next');
    await onGpu('Last');
    const since = new Date(harness.clock.wall() - 5000).toISOString();
    const message = 'It waits for its turn: Backend 0 "Slow" is starting and needs the same GPU.';
    expect(harness.view(1).next_step).toEqual({
      kind: 'wait_for_start',
      message,
      phrases: { message: expect.objectContaining({ key: 'happened.waitsForTurn' }) },
      backends: [{ id: 0, since }],
    });
    expect(harness.view(2).next_step).toMatchObject({
      message: expect.stringContaining('Backend 1 "Next" comes first and needs the same GPU'),
      backends: [{ id: 0, since }, { id: 1 }],
    });
    expect(harness.logMessages).toContain(message);
    harness.starts[0]?.ready();
    await harness.settle();
    expect(harness.view(1).next_step).toBeUndefined();
    expect(harness.view(2).next_step).toMatchObject({ backends: [{ id: 1, since: expect.any(String) }] });
  });

  it('does not wait for one whose start is only tried again', async () => {
    await onGpu('Failing');
    await failStart(0);
    await harness.clock.advance(1000);
    expect(harness.view(0)).toMatchObject({ phase: 'loading', restarts: 1 });
    await onGpu('Healthy');
    expect(harness.view(1).phase).toBe('loading');
    // The one that fails waits for the healthy one.
    await failStart(1);
    await harness.clock.advance(2000);
    expect(harness.view(0).next_step).toMatchObject({ kind: 'wait_for_start', backends: [{ id: 1 }] });
    harness.starts[2]?.ready();
    await harness.settle();
    expect(harness.view(0).phase).toBe('loading');
  });

  it('waits for one that was started again after a crash, as for any other', async () => {
    await onGpu('Crashed');
    harness.starts[0]?.ready();
    await harness.settle();
    await failStart(0);
    expect(harness.view(0)).toMatchObject({ phase: 'loading', restarts: 1 });
    await onGpu('Next');
    expect(harness.view(1).next_step).toMatchObject({ kind: 'wait_for_start', backends: [{ id: 0 }] });
  });
});

describe('a remote that does not answer', () => {
  const unreachable = new SwitchyardError('contact_lost', {
    backend: 'Backend 0',
    reason: 'nothing listens there',
  });
  async function addUnreachable(shownAs: 'idle' | 'errored'): Promise<void> {
    await harness.registry.add({ typeId: 'test' });
    await harness.settle();
    harness.latest().io.contactLost(unreachable, shownAs);
    harness.latest().ready();
    await harness.settle();
  }

  it('is errored with the reason, uses up no attempts, and is running once it answers', async () => {
    await addUnreachable('errored');
    expect(harness.view()).toMatchObject({ status: 'errored', restarts: 0, error: { code: 'contact_lost' } });
    expect(harness.view().next_step).toBeUndefined();
    expect(harness.logMessages.join()).not.toContain('Ready');
    harness.latest().io.contactFound();
    expect(harness.view()).toMatchObject({ status: 'running', features: ['testing'] });
    expect(harness.starts).toHaveLength(1);
  });

  it('is idle where it may idle, and a change of the reason is shown', async () => {
    await addUnreachable('idle');
    expect(harness.view().status).toBe('idle');
    harness
      .latest()
      .io.contactLost(
        new SwitchyardError('contact_lost', { backend: 'Backend 0', reason: 'it answered 502' }),
        'idle',
      );
    expect(harness.view().error?.message).toContain('it answered 502');
  });

  it('lets the next backend on the same GPU start', async () => {
    await harness.registry.add({ typeId: 'test', settings: { GPU_ID: '0' } });
    await harness.registry.add({ typeId: 'test', settings: { GPU_ID: '0' } });
    await harness.settle();
    harness.latest().io.contactLost(unreachable, 'errored');
    harness.latest().ready();
    await harness.settle();
    expect(harness.starts).toHaveLength(2);
  });

  it('is restarted, switched off and deleted like a running one, and then no longer probed', async () => {
    await addUnreachable('errored');
    expect(await harness.registry.restart('all')).toBe(1);
    await harness.settle();
    expect(harness.starts[0]?.io.signal.aborted).toBe(true);
    expect(harness.starts).toHaveLength(2);
    harness.latest().io.contactLost(unreachable, 'errored');
    harness.latest().ready();
    await harness.settle();
    await harness.registry.toggle(0, false);
    expect(harness.latest().io.signal.aborted).toBe(true);
    expect(harness.view().status).toBe('disabled');
    await harness.registry.delete(0);
    expect(harness.registry.find(0)).toBeUndefined();
  });
});
