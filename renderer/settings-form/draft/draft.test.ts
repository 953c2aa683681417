import { expect, onTestFinished, test } from 'vitest';
import type { SettingInfo } from '../../../shared/backend.ts';
import { integer, SECRET_MASK } from '../../../shared/settings.ts';
import { currentLanguage, setCurrentLanguage } from '../../../shared/words/words.ts';
import { everyKind } from '../../fixtures/backends.ts';
import { type Baseline, emptyDraft, fillDraft, setDraftValue, viewDraft } from './draft.ts';

const baseline: Baseline = {
  title: 'Chat',
  values: {
    ...Object.fromEntries(everyKind.map((info) => [info.name, info.default])),
    Model: '/models/a.gguf',
    ApiKey: SECRET_MASK,
  },
  modcount: 3,
  id: 5,
};
const options = { requireAll: false, isTaken: (id: number) => id === 7 };
const view = (draft = emptyDraft(baseline), over: Partial<typeof options> = {}) =>
  viewDraft(draft, everyKind, { ...options, ...over });
const edit = (name: string, raw: Parameters<typeof setDraftValue>[2]) =>
  view(setDraftValue(emptyDraft(baseline), name, raw));

test('an untouched draft has nothing to save', () => {
  expect(view()).toMatchObject({ isDirty: false, needsRestart: false, isValid: true, changedValues: {} });
});

test('only changed settings are sent, as values of their types', () => {
  expect(edit('ContextSize', ' 8192 ').changedValues).toEqual({ ContextSize: 8192 });
  expect(edit('Adapters', ['a.safetensors', 'b.safetensors']).changedValues).toEqual({
    Adapters: ['a.safetensors', 'b.safetensors'],
  });
});

test('a value typed back to what it was is no change', () => {
  expect(edit('ContextSize', '4096').isDirty).toBe(false);
  expect(edit('ContextSize', '4096.0').isDirty).toBe(false);
});

test('changes that need a restart are distinguished from others', () => {
  expect(edit('ContextSize', '8192').needsRestart).toBe(true);
  expect(edit('Temperature', '0.9').needsRestart).toBe(false);
  expect(view({ ...emptyDraft(baseline), title: 'New' })).toMatchObject({
    isDirty: true,
    needsRestart: false,
  });
});

test('an invalid value stays as it was typed, with an error', () => {
  const bad = edit('ContextSize', '12x');
  expect(bad.fields.get('ContextSize')).toMatchObject({
    raw: '12x',
    error: 'a whole number from 128 to 1048576',
  });
  expect(bad).toMatchObject({
    isDirty: true,
    isValid: false,
    invalidNames: ['ContextSize'],
    changedValues: {},
  });
});

test('what a value must be is said in the language of the page', () => {
  const before = currentLanguage();
  onTestFinished(() => setCurrentLanguage(before));
  const messages = { expected: { number: '{kind, select, whole {eine ganze Zahl} other {eine Zahl}}' } };
  setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages });
  const { info } = integer({ label: 'Count', description: '', default: 1, min: 1, max: 10 });
  const baseline: Baseline = { title: '', id: 0, modcount: 0, values: { Count: 1 } };
  const view = viewDraft(setDraftValue(emptyDraft(baseline), 'Count', '99'), [{ ...info, name: 'Count' }], {
    requireAll: false,
    isTaken: () => false,
  });
  expect(view.fields.get('Count')?.error).toBe('eine ganze Zahl');
});

test('a stored secret is kept unless it is replaced or cleared', () => {
  expect(edit('ApiKey', SECRET_MASK).isDirty).toBe(false);
  expect(edit('ApiKey', 'new').changedValues).toEqual({ ApiKey: 'new' });
  expect(edit('ApiKey', '').changedValues).toEqual({ ApiKey: '' });
});

test('a required setting must not be emptied, and must be filled in for a new backend', () => {
  expect(edit('Model', '').invalidNames).toEqual(['Model']);
  const without = { ...baseline, values: { ...baseline.values, Model: '' } };
  expect(view(emptyDraft(without)).isValid).toBe(true);
  expect(view(emptyDraft(without), { requireAll: true }).invalidNames).toEqual(['Model']);
});

test('a new id must be free', () => {
  const withId = (newId: string) => view({ ...emptyDraft(baseline), newId });
  expect(withId('5').isDirty).toBe(false);
  expect(withId('0')).toMatchObject({ isDirty: true, newIdError: null });
  expect(withId('7').newIdError).toContain('7 is taken');
  expect(withId('-1').newIdError).toBe('a whole number from 0 to 999999');
  expect(withId('').isValid).toBe(false);
});

test('a title has a limit', () => {
  expect(view({ ...emptyDraft(baseline), title: 'x'.repeat(201) }).titleError).toBe(
    'at most 200 characters long',
  );
});

test('another preset removes what the last one filled in, and keeps what the user typed', () => {
  const first = fillDraft(emptyDraft(baseline), { ModelName: 'one', ContextSize: 512 }, null);
  const typed = setDraftValue(setDraftValue(first, 'ContextSize', '1024'), 'GPU_ID', '1');
  const second = fillDraft(typed, { Precision: 'fp8' }, { ModelName: 'one', ContextSize: 512 });
  expect(view(second).changedValues).toEqual({ ContextSize: 1024, GPU_ID: '1', Precision: 'fp8' });
});

test('a setting that the backend does not have yet starts with its default', () => {
  const added = { ...(everyKind[2] as SettingInfo), name: 'Brand new', default: 9 };
  expect(viewDraft(emptyDraft(baseline), [added], options).fields.get('Brand new')?.raw).toBe('9');
});

test('a placeholder of a preset must be replaced, and is no value', () => {
  const filled = fillDraft(emptyDraft(baseline), { ExtraArgs: 'serve MODEL-NAME --port {PORT}' }, null);
  expect(view(filled)).toMatchObject({ isValid: false, invalidNames: ['ExtraArgs'] });
  expect(view(filled).fields.get('ExtraArgs')?.error).toBe(
    'filled in: replace MODEL-NAME with your own value',
  );
  expect(edit('ExtraArgs', '--model /PATH/TO/MODEL.gguf').isValid).toBe(false);
  expect(edit('ExtraArgs', 'serve Qwen/Qwen3-8B').isValid).toBe(true);
  // What is stored already does not keep anybody from changing something else.
  const stored = { ...baseline, values: { ...baseline.values, ExtraArgs: 'MODEL-NAME' } };
  expect(view(setDraftValue(emptyDraft(stored), 'ContextSize', '8192')).isValid).toBe(true);
});
