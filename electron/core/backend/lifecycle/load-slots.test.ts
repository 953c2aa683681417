import { describe, expect, it } from 'vitest';
import { LoadSlots } from './load-slots.ts';

describe('load slots', () => {
  it('let workers on different GPUs load at the same time', () => {
    const slots = new LoadSlots();
    const granted: string[] = [];
    slots.request(['0'], () => granted.push('a'));
    slots.request(['1'], () => granted.push('b'));
    expect(granted).toEqual(['a', 'b']);
  });
  it('let workers on one GPU load one after another, in order', () => {
    const slots = new LoadSlots();
    const granted: string[] = [];
    const release = slots.request(['0'], () => granted.push('a'));
    slots.request(['0'], () => granted.push('b'));
    slots.request(['0'], () => granted.push('c'));
    expect(granted).toEqual(['a']);
    release();
    expect(granted).toEqual(['a', 'b']);
  });
  it('are granted at once to those that need no GPU', () => {
    const slots = new LoadSlots();
    let granted = 0;
    slots.request([], () => granted++);
    slots.request([], () => granted++);
    expect(granted).toBe(2);
  });
  it('let nobody overtake one that waits for two GPUs', () => {
    const slots = new LoadSlots();
    const granted: string[] = [];
    const release = slots.request(['0'], () => granted.push('first'));
    slots.request(['0', '1'], () => granted.push('both'));
    slots.request(['1'], () => granted.push('late'));
    expect(granted).toEqual(['first']);
    release();
    expect(granted).toEqual(['first', 'both']);
  });
  it('skip one that has left the queue', () => {
    const slots = new LoadSlots();
    const granted: string[] = [];
    const release = slots.request(['0'], () => granted.push('a'));
    const leave = slots.request(['0'], () => granted.push('b'));
    slots.request(['0'], () => granted.push('c'));
    leave();
    release();
    release();
    expect(granted).toEqual(['a', 'c']);
  });
});
