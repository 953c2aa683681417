import { readChoice, storeChoice } from '../state/stored-choice.ts';

/** The key of the choice in the browser's storage. */
export const SINGLE_KEYS_KEY = 'switchyard-single-keys';
const choices = ['on', 'off'] as const;

/** Whether keys without Ctrl or Cmd do something wherever the focus is. Whoever speaks to the computer switches them off. */
export const areSingleKeysOn = (): boolean => readChoice(SINGLE_KEYS_KEY, choices, 'on') === 'on';

export const switchSingleKeys = (isOn: boolean): void => storeChoice(SINGLE_KEYS_KEY, isOn ? 'on' : 'off');
