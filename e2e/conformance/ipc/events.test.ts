/** The event stream over IPC: the suite, then what is particular to a window. */
import { describe, expect, it } from 'vitest';
import type { Attention, Subscription } from '../../../shared/events.ts';
import { eventually } from '../../testkit/eventually.ts';
import { openForTest } from '../hosts/contract-host.ts';
import { IpcHost } from '../hosts/ipc-host.ts';
import type { IpcWindow } from '../hosts/ipc-window.ts';
import { describeEvents, Listener } from '../suites/event-suite.ts';

class WindowListener extends Listener {
  readonly window: IpcWindow;
  readonly #host: IpcHost;
  readonly #ends = new Map<number, () => void>();

  private constructor(host: IpcHost, window: IpcWindow) {
    super();
    this.#host = host;
    this.window = window;
  }

  /** Opens a window of its own, so that several listeners do not disturb each other. */
  static async open(host: IpcHost): Promise<WindowListener> {
    return new WindowListener(host, await host.openWindow());
  }

  override listen(number: number, to: Subscription | object): void {
    const end = this.window.bridge.listen(to as Subscription, (reply) =>
      this.messages.push({ ...structuredClone(reply), for: number }),
    );
    this.#ends.set(number, end);
  }

  override stop(number: number): void {
    this.#ends.get(number)?.();
  }

  override attend(attention: Attention): void {
    this.#host.ipc.setAttention(this.window.contents, attention);
  }
}

describeEvents('IPC', () => IpcHost.open(), WindowListener.open);

const open = async () => {
  const { host, backends } = await openForTest(IpcHost.open, undefined);
  return { host, backends, listener: await WindowListener.open(host) };
};

/** More events than may be under way to a window at once. */
const MANY = 40;

describe('a window', () => {
  it('that is busy gets no more events than it keeps up with, and then the present state in one event', async () => {
    const { host, backends, listener } = await open();
    await backends.addResting();
    listener.listen(1, { kind: 'state' });
    await listener.snapshot(1);
    const watcher = await WindowListener.open(host);
    watcher.listen(1, { kind: 'state' });
    await watcher.snapshot(1);
    const endBusy = listener.window.beBusy();
    for (let n = 1; n <= MANY; n++) {
      await backends.edit(0, { settings: { Notes: `${n}` } });
      await eventually('another window gets it', () =>
        watcher.changes(1).some(({ changed }) => changed.some(({ settings }) => settings.Notes === `${n}`)),
      );
    }
    const held = listener.window.heldBack;
    expect(held).toBeGreaterThan(1);
    expect(held).toBeLessThan(MANY / 2);
    endBusy();
    await eventually('it gets the last one', () =>
      listener.changes(1).some(({ changed }) => changed.some(({ settings }) => settings.Notes === `${MANY}`)),
    );
    expect(listener.changes(1)).toHaveLength(held + 1);
    expect(listener.changes(1).map(({ sequence }) => sequence)).toEqual(
      listener.changes(1).map((_, index) => index + 1),
    );
  });

  it('that is busy during a flood gets the number of lines that it missed', async () => {
    const { backends, listener } = await open();
    const { id } = await backends.addRunning({ Flags: '--flood 0 --flood-lines 60000 --load-ms 1500' });
    listener.listen(1, { kind: 'log', backend_id: id });
    await eventually('the first lines', () => listener.lines(1).length > 0);
    const endBusy = listener.window.beBusy();
    await eventually('the flood is over', async () =>
      (await backends.log(id)).some(({ text }) => text === 'FLOOD ENDED'),
    );
    endBusy();
    // The next event has the number of the lines that were missed before it.
    await backends.toggle(id, false);
    await eventually('the end', () => listener.lines(1).some((text) => text.startsWith('Ended:')));
    const events = listener.events(1, 'log');
    let next = events[0]?.lines[0]?.seq as number;
    for (const { lines, skipped } of events) {
      if (lines[0]?.seq !== next) expect(lines[0]?.seq).toBe(next + skipped);
      next = (lines.at(-1)?.seq as number) + 1;
    }
  });

  it('is led to where the user chose to go elsewhere', async () => {
    const { host, listener } = await open();
    listener.listen(1, { kind: 'navigation' });
    await listener.settled();
    host.navigate({ kind: 'navigation', to: { kind: 'log', backend_id: 3 } });
    await eventually('it gets it', () => listener.events(1, 'navigation').length > 0);
    expect(listener.events(1, 'navigation')).toEqual([
      { kind: 'navigation', to: { kind: 'log', backend_id: 3 } },
    ]);
    listener.stop(1);
    await listener.settled();
    host.navigate({ kind: 'navigation', to: { kind: 'preferences' } });
    await listener.settled();
    expect(listener.events(1, 'navigation')).toHaveLength(1);
  });

  it.each([
    ['is closed', (window: IpcWindow) => window.destroy()],
    ['crashed', (window: IpcWindow) => window.emit('render-process-gone', {}, { reason: 'crashed' })],
    ['is loaded again', (window: IpcWindow) => window.navigate({ isSameDocument: false })],
  ])('that %s gets nothing more', async (_, end) => {
    const { host, backends, listener } = await open();
    listener.listen(1, { kind: 'state' });
    await listener.snapshot(1);
    end(listener.window);
    const watcher = await WindowListener.open(host);
    watcher.listen(1, { kind: 'state' });
    await watcher.snapshot(1);
    await backends.addResting();
    await eventually('another window gets it', () => watcher.changes(1).length > 0);
    await watcher.settled();
    expect(listener.changes(1)).toEqual([]);
  });

  it('that is loaded again twenty times has as many listeners as after the first time', async () => {
    const { host, listener } = await open();
    const { window } = listener;
    const countListeners = () =>
      window.eventNames().reduce((sum, name) => sum + window.listenerCount(name), 0);
    const load = async () => {
      window.navigate({ isSameDocument: false });
      const before = listener.events(1, 'snapshot').length;
      listener.listen(1, { kind: 'state' });
      await eventually('the snapshot', () => listener.events(1, 'snapshot').length > before);
    };
    const none = countListeners();
    await load();
    const once = countListeners();
    for (let count = 0; count < 20; count++) await load();
    expect(countListeners()).toBe(once);
    host.ipc.close();
    expect(countListeners()).toBe(none);
  });

  it('goes on listening when only the position within its page changes', async () => {
    const { backends, listener } = await open();
    listener.listen(1, { kind: 'state' });
    await listener.snapshot(1);
    listener.window.navigate({ isSameDocument: true });
    await backends.addResting();
    await eventually('it gets it', () => listener.changes(1).length > 0);
  });

  it('that acknowledges more than it was sent gets no more for it', async () => {
    const { host, backends, listener } = await open();
    await backends.addResting();
    listener.listen(1, { kind: 'state' });
    await listener.snapshot(1);
    for (let n = 0; n < MANY; n++) await listener.window.invoke('switchyard', [{ ack: 1 }]);
    const watcher = await WindowListener.open(host);
    watcher.listen(1, { kind: 'state' });
    await watcher.snapshot(1);
    const endBusy = listener.window.beBusy();
    for (let n = 1; n <= MANY; n++) {
      await backends.edit(0, { settings: { Notes: `${n}` } });
      await eventually('another window gets it', () =>
        watcher.changes(1).some(({ changed }) => changed.some(({ settings }) => settings.Notes === `${n}`)),
      );
    }
    expect(listener.window.heldBack).toBeLessThan(MANY / 2);
    endBusy();
  });
});
