/** Promises that wait for a certain state of a backend. */
import type { LifecycleState } from './lifecycle-state.ts';

type StateCondition = (state: LifecycleState) => boolean;

export class StateWaiters {
  #waiters: { condition: StateCondition; resolve: () => void }[] = [];

  /** Resolves when the condition is met; at once where `state` meets it. */
  wait(state: LifecycleState, condition: StateCondition): Promise<void> {
    if (condition(state)) return Promise.resolve();
    return new Promise((resolve) => this.#waiters.push({ condition, resolve }));
  }

  /** To be called when the state has changed. */
  settle(state: LifecycleState): void {
    this.#waiters = this.#waiters.filter(({ condition, resolve }) => {
      if (!condition(state)) return true;
      resolve();
      return false;
    });
  }
}
