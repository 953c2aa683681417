/** Texts of settings, as a person, a client or an imported file may have them. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { anyJson, foreignText, mutated, property, takesLinearTime } from '../../e2e/testkit/fuzz.ts';
import { type SettingInfo, settingFormats, settingTypes } from '../backend.ts';
import { findTagProblem, normalizeTags } from '../tags.ts';
import { joinArguments, splitArguments } from './arguments.ts';
import { coerceSetting, formatValue } from './coerce.ts';
import { explainArguments, explainProgram } from './command-line.ts';
import { explainEnvironment, parseEnvironment } from './environment.ts';
import { findTransitions, formatSchedule, parseSchedule } from './schedule.ts';
import { separateSecret } from './secrets/pasted-secrets.ts';

const lines = [
  '--port {PORT} "C:\\Program Files\\x" \'single "quotes"\'',
  '-m a\\ b --flag=1',
  '"\\\\" \\"x',
];
const argumentText = fc.oneof(foreignText, mutated(lines));

property(
  'arguments: a result or a problem, no longer than the text, and joining them loses nothing',
  argumentText,
  (line) => {
    const result = splitArguments(line);
    if (!result.ok) {
      expect(result.problem.text).toMatch(/^(free of NUL|a complete command line)/);
      return;
    }
    expect(result.args.join('').length).toBeLessThanOrEqual(line.length);
    expect(splitArguments(joinArguments(result.args))).toEqual(result);
  },
);

property(
  'arguments: whatever they are, they survive being joined and split',
  fc.array(foreignText.map((text) => text.replaceAll('\0', ''))),
  (args) => {
    expect(splitArguments(joinArguments(args))).toEqual({ ok: true, args });
  },
);

property(
  'environment: a result or a problem that names no value; a name is given one value',
  fc.oneof(
    foreignText,
    mutated([
      'A=1\nexport B="two words"\n$env:C = %D%$E\n# comment\n\nPATH=/usr/bin:/bin',
      '__proto__=1\nconstructor=2',
    ]),
  ),
  (text) => {
    const result = parseEnvironment(text);
    if (!result.ok || text === '') expect(explainEnvironment(text)).toBeNull();
    if (!result.ok) expect(result.problem.text).toMatch(/^lines of the form NAME=value \(line \d+ is not\)$/);
    else
      for (const [name, value] of Object.entries(result.env)) {
        expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_()]*$/);
        expect(`${name}${value}`).not.toMatch(/[\0\n]/);
      }
  },
);

const schedules = ['Mon-Fri 08:00-18:00', 'Sat,Sun 10:00-14:00\n22:00-06:00', '0:00-24:00; mon 1:00 – 2:00'];
property(
  'schedules: spans within a day, which survive being formatted, or a problem; transitions on both sides of now',
  fc.tuple(fc.oneof(foreignText, mutated(schedules)), fc.integer({ min: 0, max: 4e12 })),
  ([text, now]) => {
    const result = parseSchedule(text);
    if (!result.ok) {
      expect(result.problem.text.length).toBeLessThan(200);
      return;
    }
    expect(parseSchedule(formatSchedule(result.spans))).toEqual(result);
    const { last, next } = findTransitions(result.spans, now);
    expect(last?.at ?? 0).toBeLessThanOrEqual(now);
    expect(next?.at ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now);
  },
);

property(
  'tags: normalizing them twice changes nothing, and makes none longer',
  fc.array(foreignText),
  (tags) => {
    const normalized = normalizeTags(tags);
    expect(normalizeTags(normalized)).toEqual(normalized);
    expect(normalized.join('').length).toBeLessThanOrEqual(tags.join('').length);
    expect(['string', 'object']).toContain(typeof findTagProblem(normalized));
  },
);

const info = fc.record({
  type: fc.constantFrom(...settingTypes),
  format: fc.constantFrom(undefined, ...settingFormats),
  bounds: fc.constantFrom({}, { min: 0 }, { max: 10 }, { min: -5, max: 5 }),
});
const toInfo = ({ type, format, bounds }: { type: string; format: string | undefined; bounds: object }) =>
  ({
    type,
    format,
    ...bounds,
    values: type === 'dropdown' ? ['a', 'b'] : undefined,
    label: 'X',
  }) as unknown as Omit<SettingInfo, 'name'>;

property(
  'a value of a setting: accepted values are accepted again, refusals say what is expected',
  fc.tuple(
    info,
    fc.oneof(anyJson, argumentText, mutated([...schedules, '0,1', 'http://a.b:1/x', '{"a":1}', '-1.5e3'])),
  ),
  ([described, raw]) => {
    const result = coerceSetting(toInfo(described), raw);
    if (result.ok) expect(coerceSetting(toInfo(described), result.value)).toEqual(result);
    else expect(result.expected.text).toMatch(/^\S.{2,200}$/s);
    expect(formatValue(raw).length).toBeLessThanOrEqual(80);
  },
  500,
);

takesLinearTime(
  'an address with a password or key in it',
  (text) => separateSecret({ format: 'url', secrets_go_to: 'Key' }, text),
  {
    prefixes: ['http://', 'http://a?', 'http://a@'],
    units: ['a', '@', ':', '/', '?', '&', 'key=a&', '%'],
    suffixes: ['', ' b'],
  },
);
takesLinearTime(
  'arguments with a key among them',
  (text) => separateSecret({ format: 'args', secrets_go_to: 'Key' }, text),
  { prefixes: ['', '--api-key a '], units: ['a ', '--api-key a ', '--api-key=', '"'], suffixes: ['', ' b'] },
);

takesLinearTime('arguments', splitArguments, {
  prefixes: ['', '"', 'a '],
  units: ['\\ ', '\\ \n', '#\n', '` '],
});
takesLinearTime('what does not belong in arguments', (text) => explainArguments(text, 'prog'), {
  prefixes: ['', 'A=b ', '$ ', 'cd '],
  units: [' \\ ', '# ', 'a/ ', '> '],
});
takesLinearTime('what does not belong in a program', (text) => explainProgram(text), {
  prefixes: ['', '/a ', 'PS ', 'a@b'],
  units: [' \\ ', 'a/ ', '> ', 'sudo '],
});
takesLinearTime('environment', parseEnvironment, { prefixes: ['', 'A=', ' '], units: ['A=1\n'] });
takesLinearTime('what is not expanded', explainEnvironment, { prefixes: ['A='], units: ['A=$\n', '%a'] });
takesLinearTime('schedules', parseSchedule, {
  prefixes: ['', 'A', 'Mon ', 'Mon 08:00'],
  units: ['Mon,', ', '],
});
takesLinearTime('tags', (text) => normalizeTags([text]), { prefixes: ['', 'a'], units: ['# '] });
for (const type of settingTypes)
  takesLinearTime(
    `a value of the type ${type}`,
    (text) => coerceSetting(toInfo({ type, format: undefined, bounds: {} }), text),
    {
      prefixes: ['', '0', ' -', '1.'],
      suffixes: ['', 'E', '!'],
    },
  );
for (const format of settingFormats)
  takesLinearTime(
    `a text of the format ${format}`,
    (text) => coerceSetting(toInfo({ type: 'text', format, bounds: {} }), text),
    { prefixes: ['', 'http://a', '0', 'A'], units: ['0,', '0 ,'] },
  );
