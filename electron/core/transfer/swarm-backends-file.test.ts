import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parseSwarmBackends } from './swarm-backends-file.ts';

const whole = fileURLToPath(new URL('../../../e2e/stand-ins/swarmui/Backends.fds', import.meta.url));

/** A file with one backend of these settings. */
const one = (...settings: string[]) =>
  ['0:', '\ttype: t', '\tsettings:', ...settings.map((line) => `\t\t${line}`)].join('\n');
const settingsOf = (text: string) => Object.fromEntries(parseSwarmBackends(text)[0]?.settings ?? []);

describe("SwarmUI's list of backends", () => {
  it('is read completely: 30 backends of all types, with ID, title, enabled and settings', async () => {
    const backends = parseSwarmBackends(await readFile(whole, 'utf8'));
    expect(backends).toHaveLength(30);
    expect(new Set(backends.map(({ type }) => type))).toEqual(
      new Set([
        'comfyui_selfstart',
        'comfyui_api',
        'swarmswarmbackend',
        'autoscalingbackend',
        'localllama',
        'simpleremotellm',
        'someextension',
      ]),
    );
    const withId = (id: number) => backends.find((backend) => backend.id === id);
    expect(withId(0)).toMatchObject({ title: '', enabled: true });
    expect(withId(2)).toMatchObject({ title: 'Flux: the big one' });
    expect(withId(2)?.settings.get('ExtraArgs')).toBe('--reserve-vram 2 --fast "fp16 accumulation"');
    expect(withId(3)).toMatchObject({ enabled: false });
    expect(withId(3)?.settings.get('StartScript')).toBe('D:\\AI\\new\\ComfyUI\\main.py');
    expect(withId(16)?.settings.get('OtherHeaders')).toBe('X-Team: blue\nX-Trace: a:b');
    expect(withId(19)).toMatchObject({ title: ' Blanks around ' });
    expect(withId(31)).toMatchObject({ title: 'Tab\there, "quotes" # and a hash' });
    expect(withId(40)).toMatchObject({ title: 'ünïcödé 模型' });
    expect(withId(41)?.settings.get('Models')).toEqual(['one', 'two: three']);
  });

  it('may be indented by blanks, have any line ends, and begin with a byte order mark', () => {
    const plain =
      '# from Windows\n7:\n  type: t\n\n  title: A\n  settings:\n     A: 1\n     # why\n     B: x\n';
    for (const text of [
      plain,
      plain.replaceAll('\n', '\r\n'),
      plain.replaceAll('\n', '\r'),
      `\uFEFF${plain}`,
    ])
      expect(parseSwarmBackends(text)).toEqual([
        {
          id: 7,
          type: 't',
          title: 'A',
          enabled: true,
          enabledText: null,
          repeated: [],
          settings: new Map([
            ['A', '1'],
            ['B', 'x'],
          ]),
          unreadable: [],
        },
      ]);
  });

  it('has values that begin after the first separator, and empty texts where there is none', () => {
    expect(settingsOf(one('A: http://x:1/?a=b', 'B:', 'C:   two  words  '))).toEqual({
      A: 'http://x:1/?a=b',
      B: '',
      C: 'two  words',
    });
  });

  it('has its escapes resolved once, in names and values, and other backslashes left alone', () => {
    expect(
      settingsOf(one('a\\db\\cc\\ed: 1', 'B: C:\\stemp\\snew\\x', 'C: one\\ntwo\\tthree', 'D: C:\\Users')),
    ).toEqual({
      'a.b:c=d': '1',
      B: 'C:\\temp\\new',
      C: 'one\ntwo\tthree',
      D: 'C:\\Users',
    });
  });

  it('may hold lists at either indentation, binary values and groups', () => {
    expect(
      settingsOf(one('A:', '- x', '- y: z', 'B:', '\t- deeper', 'C= aGVsbG8=', 'Group:', '\tInner: 1')),
    ).toEqual({ A: ['x', 'y: z'], B: ['deeper'], C: 'hello', 'Group.Inner': '1' });
  });

  it('is read without settings of an unknown form, which are named', () => {
    const [backend] = parseSwarmBackends(one('A:', '>\t- x', '\t- y', 'B: 1'));
    expect(backend).toMatchObject({ unreadable: ['A'], settings: new Map([['B', '1']]) });
  });

  it.each([
    ['', true, null],
    ['\tenabled: true\n', true, null],
    ['\tenabled: TRUE\n', true, null],
    ['\tenabled: false\n', false, null],
    ['\tenabled:\n', false, ''],
    ['\tenabled: yes\n', false, 'yes'],
    ['\tenabled: "true"\n', false, '"true"'],
  ])('with %j is on as in SwarmUI: %s', (line, enabled, enabledText) => {
    expect(parseSwarmBackends(`0:\n\ttype: t\n${line}\tsettings:\n\t\tA: 1\n`)).toMatchObject([
      { enabled, enabledText, settings: new Map([['A', '1']]) },
    ]);
  });

  it('names what occurs more than once, of which the last counts', () => {
    const text = '0:\n\ttype: t\n\ttitle: a\n\ttitle: b\n\tsettings:\n\t\tA: 1\n\t\tB: 2\n\t\tA: 3\n';
    expect(parseSwarmBackends(text)).toMatchObject([{ title: 'b', repeated: ['title', 'A'] }]);
    expect(settingsOf(text)).toEqual({ A: '3', B: '2' });
  });

  it.each([
    ['0:\n\ttype: t\n\t\ttitle: x', 'line 3 is indented deeper than what it belongs to'],
    ['top-secret words', 'line 1 is not of the form “name: value”'],
    ['- item', 'line 1 is an item of a list that has no name'],
    ['name: value', 'it does not list backends with a type each'],
    ['0:\n\ttitle: x', 'it does not list backends with a type each'],
    [Array.from({ length: 40 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'), 'line 17 is nested too deeply'],
  ])('refuses %j in words that quote nothing of it', (text, words) => {
    expect(() => parseSwarmBackends(text)).toThrow(words);
    expect(() => parseSwarmBackends(text)).not.toThrow('secret');
  });

  it('takes a moment to read, even for a megabyte of anything', () => {
    for (const text of [' '.repeat(1e6), '\\'.repeat(1e6), `a:${' '.repeat(1e6)}b`, 'a:\n'.repeat(300_000)]) {
      const started = performance.now();
      try {
        parseSwarmBackends(text);
      } catch {
        // Refused, which is as good.
      }
      expect(performance.now() - started).toBeLessThan(5000);
    }
  });
});
