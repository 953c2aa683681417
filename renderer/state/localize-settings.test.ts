import { afterEach, expect, test } from 'vitest';
import { describeSettings, dropdown, integer } from '../../shared/settings.ts';
import { settingText } from '../../shared/words/setting-text.ts';
import { currentLanguage, setCurrentLanguage } from '../../shared/words/words.ts';
import { labelOnWire, localizeSetting } from './localize-settings.ts';

const before = currentLanguage();
afterEach(() => setCurrentLanguage(before));

const messages = {
  settings: {
    remote_ProbeIntervalSeconds: 'Alle',
    remote_ProbeIntervalSeconds_description: 'Zeit zwischen zwei Fragen. 0: {seconds} s.',
    common_StartWhen_choice2: 'Auf Anfrage',
    example_longText: 'irgendein Text',
    group_start_and_stop: 'Start und Ende',
    unit_days: 'Tage',
  },
};
const shape = {
  Every: integer({
    label: settingText('remote_ProbeIntervalSeconds'),
    description: settingText('remote_ProbeIntervalSeconds_description', { seconds: 5, elsewhere: 60 }),
    placeholder: settingText('example_longText'),
    default: 0,
    unit: 'days',
    group: 'Start and stop',
  }),
  When: dropdown({
    label: 'Of a plugin',
    description: 'Plain text.',
    default: 'a',
    values: ['a', 'b'],
    names: ['A', settingText('common_StartWhen_choice2')],
  }),
};

test('a setting that came in English is in the language of the page, and what that does not have stays', () => {
  const sent = JSON.parse(JSON.stringify(describeSettings(shape)));
  expect(sent[0].label).toBe('Asked every');
  setCurrentLanguage({ code: 'de', locale: 'de', direction: 'ltr', messages });
  const [every, when] = sent.map(localizeSetting);
  expect(every).toMatchObject({
    label: 'Alle',
    description: 'Zeit zwischen zwei Fragen. 0: 5 s.',
    placeholder: 'irgendein Text',
    unit: 'Tage',
    group: 'Start und Ende',
  });
  expect(every && labelOnWire(every)).toBe('Asked every');
  expect(when).toMatchObject({
    label: 'Of a plugin',
    description: 'Plain text.',
    value_names: ['A', 'Auf Anfrage'],
  });
});
