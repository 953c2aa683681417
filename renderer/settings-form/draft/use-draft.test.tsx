import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { everyKind } from '../../fixtures/backends.ts';
import type { Baseline } from './draft.ts';
import { useDraft } from './use-draft.ts';

afterEach(cleanup);

const at = (modcount: number, contextSize: number): Baseline => ({
  title: 'Chat',
  values: {
    ...Object.fromEntries(everyKind.map((info) => [info.name, info.default])),
    ContextSize: contextSize,
  },
  modcount,
  id: 0,
});

function setUp() {
  return renderHook(
    ({ current, saving }: { current: Baseline; saving: boolean }) =>
      useDraft({ current, settings: everyKind, isSaving: saving }),
    { initialProps: { current: at(0, 4096), saving: false } },
  );
}

const rawOf = ({ result }: ReturnType<typeof setUp>, name: string) => result.current.fields.get(name)?.raw;

test('a form without edits shows what is saved elsewhere', () => {
  const hook = setUp();
  hook.rerender({ current: at(1, 2048), saving: false });
  expect(rawOf(hook, 'ContextSize')).toBe('2048');
  expect(hook.result.current.changedElsewhere).toBe(false);
});

test('a pushed update never overwrites an edited field; the form asks', () => {
  const hook = setUp();
  act(() => hook.result.current.setValue('ContextSize', '81'));
  hook.rerender({ current: at(1, 2048), saving: false });
  expect(rawOf(hook, 'ContextSize')).toBe('81');
  expect(hook.result.current.changedElsewhere).toBe(true);
});

test('"load the new values" discards the edits', () => {
  const hook = setUp();
  act(() => hook.result.current.setValue('ContextSize', '8192'));
  hook.rerender({ current: at(1, 2048), saving: false });
  act(() => hook.result.current.loadNewValues());
  expect(rawOf(hook, 'ContextSize')).toBe('2048');
  expect(hook.result.current.isDirty).toBe(false);
});

test('"keep mine" applies the edits to the new values', () => {
  const hook = setUp();
  act(() => hook.result.current.setValue('Temperature', '1'));
  hook.rerender({ current: at(1, 2048), saving: false });
  act(() => hook.result.current.keepEdits());
  expect(hook.result.current.changedElsewhere).toBe(false);
  expect(rawOf(hook, 'ContextSize')).toBe('2048');
  expect(hook.result.current.changedValues).toEqual({ Temperature: 1 });
});

test('a change that the form itself has saved is not asked about', () => {
  const hook = setUp();
  act(() => hook.result.current.setValue('ContextSize', '8192'));
  hook.rerender({ current: at(1, 8192), saving: true });
  expect(hook.result.current.changedElsewhere).toBe(false);
});
