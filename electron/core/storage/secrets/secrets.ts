/**
 * Secrets at rest. In memory a secret is what the user typed. On disk, where the host has a codec, it is `sealed:v1:` and the
 * text of the codec. A sealed text that cannot be opened here stays as it is, in memory and on disk, for a host that can open
 * it. So a text that begins with the prefix counts as sealed and never as a secret itself.
 */
import type { SettingValue, SettingValues } from '../../../../shared/backend.ts';
import type { SettingsShape } from '../../../../shared/settings.ts';
import { escapeRegex } from '../../../../shared/text/escape-regex.ts';
import { hostNoticeWords } from '../../../../shared/words/en/host-notices.ts';
import { texts } from '../../../../shared/words/phrase.ts';
import { ReasonError, reasonOf } from '../../../../shared/words/reason-error.ts';

const say = texts(hostNoticeWords);

/** Encrypts with a key that only this user on this computer has. Given by a host that has such a key. */
export interface SecretCodec {
  /** @throws Error when it cannot encrypt now */
  seal(plain: string): Promise<string>;
  /** @throws Error when somebody else sealed the text, or the key is lost */
  open(sealed: string): Promise<string>;
}

const PREFIX = 'sealed:v1:';

export const isSealed = (value: SettingValue | undefined): value is string =>
  typeof value === 'string' && value.startsWith(PREFIX);

export function secretNames(shape: SettingsShape): readonly string[] {
  const known = namesOfShapes.get(shape);
  if (known) return known;
  const names = Object.keys(shape).filter((name) => shape[name]?.info.is_secret);
  namesOfShapes.set(shape, names);
  return names;
}

/** They are asked for with everything that is recorded or logged. */
const namesOfShapes = new WeakMap<SettingsShape, readonly string[]>();

/** Every secret in clear that these backends have. @param types with their settings; of other types no secrets are known */
export function secretValues(
  holders: readonly SecretHolder[],
  types: readonly { id: string; settings: SettingsShape }[],
): string[] {
  const namesOf = new Map(types.map((type) => [type.id, secretNames(type.settings)]));
  return holders.flatMap(({ type, settings }) =>
    (namesOf.get(type) ?? []).flatMap((name) => plainSecret(settings[name]) ?? []),
  );
}

/** The part of a stored backend that may hold secrets. */
interface SecretHolder {
  type: string;
  settings: SettingValues;
}

export class SecretBox {
  readonly #codec: SecretCodec;
  /** By type, its secret settings. Settings of an unknown type are never treated as secrets. */
  readonly #namesOf: ReadonlyMap<string, readonly string[]>;
  /** By plain text, the sealed one: a value is sealed once while the program runs, so that its text on disk stays the same. */
  readonly #sealed = new Map<string, string>();
  /** Secrets that were on disk in clear at the start. Where they cannot be sealed they stay so, rather than block every change. */
  readonly #foundInClear = new Set<string>();

  constructor(codec: SecretCodec, types: readonly { id: string; settings: SettingsShape }[]) {
    this.#codec = codec;
    this.#namesOf = new Map(types.map((type) => [type.id, secretNames(type.settings)]));
  }

  /** Opens all secrets that can be opened, in place. @returns whether some were in clear */
  async open(holders: readonly SecretHolder[]): Promise<boolean> {
    const opened = new Map<string, Promise<string>>();
    let anyInClear = false;
    for (const { settings, name } of this.#secretsOf(holders)) {
      const value = settings[name];
      const plain = plainSecret(value);
      if (plain !== null) {
        this.#foundInClear.add(plain);
        anyInClear = true;
      } else if (isSealed(value) && !opened.has(value)) {
        opened.set(value, this.#open(value));
      }
    }
    const texts = new Map<string, string>();
    for (const [sealed, opening] of opened) texts.set(sealed, await opening);
    for (const { settings, name } of this.#secretsOf(holders)) {
      const value = settings[name];
      if (isSealed(value)) settings[name] = texts.get(value) ?? value;
    }
    return anyInClear;
  }

  /** @returns the holders with every secret sealed; those without a secret are not copied @throws Error with a message for a person */
  async seal<H extends SecretHolder>(holders: readonly H[]): Promise<H[]> {
    const sealed: H[] = [];
    for (const holder of holders) {
      let copy = holder;
      for (const { name } of this.#secretsOf([holder])) {
        const plain = plainSecret(holder.settings[name]);
        if (plain === null) continue;
        if (copy === holder) copy = { ...holder, settings: { ...holder.settings } };
        copy.settings[name] = await this.#seal(plain);
      }
      sealed.push(copy);
    }
    return sealed;
  }

  anyInClear(holders: readonly SecretHolder[]): boolean {
    return this.#secretsOf(holders).some(({ settings, name }) => plainSecret(settings[name]) !== null);
  }

  /** Seals the secrets in the text of a corrupt registry file, as far as the names of their settings show them. */
  async sealText(text: string): Promise<string> {
    const names = [...new Set([...this.#namesOf.values()].flat())];
    if (names.length === 0) return text;
    const escaped = names.map(escapeRegex);
    // Where the text was cut within the value, the value goes to the end of the text.
    const secret = new RegExp(`("(?:${escaped.join('|')})"\\s*:\\s*")((?:[^"\\\\]|\\\\.)*)`, 'gs');
    let sealed = '';
    let done = 0;
    for (const match of text.matchAll(secret)) {
      const [whole, start = '', value = ''] = match;
      if (value === '' || isSealed(value)) continue;
      const replacement = JSON.stringify(await this.#seal(unescaped(value))).slice(1, -1);
      sealed += `${text.slice(done, match.index)}${start}${replacement}`;
      done = match.index + whole.length;
    }
    return sealed + text.slice(done);
  }

  #secretsOf(holders: readonly SecretHolder[]): { settings: SettingValues; name: string }[] {
    return holders.flatMap(({ type, settings }) =>
      (this.#namesOf.get(type) ?? [])
        .filter((name) => Object.hasOwn(settings, name))
        .map((name) => ({ settings, name })),
    );
  }

  /** The plain text, or the sealed one where it cannot be opened here. */
  async #open(sealed: string): Promise<string> {
    try {
      const plain = await this.#codec.open(sealed.slice(PREFIX.length));
      // An empty text is never sealed.
      if (plain === '') return sealed;
      this.#sealed.set(plain, sealed);
      return plain;
    } catch {
      // The start of the backend reports it, and so does its card.
      return sealed;
    }
  }

  async #seal(plain: string): Promise<string> {
    const known = this.#sealed.get(plain);
    if (known !== undefined) return known;
    try {
      const text = await this.#codec.seal(plain);
      // A text that cannot be opened again would be lost.
      if ((await this.#codec.open(text)) !== plain) throw new ReasonError(say('secretNotDecrypted'));
      this.#sealed.set(plain, PREFIX + text);
      return PREFIX + text;
    } catch (error) {
      if (this.#foundInClear.has(plain)) return plain;
      throw new ReasonError(say('secretNotEncrypted', { reason: reasonOf(error) }), { cause: error });
    }
  }
}

/** The text of a secret that is set and not sealed, else null. A number or a boolean was written by hand and counts as its text. */
function plainSecret(value: SettingValue | undefined): string | null {
  if (value === undefined || value === '' || isSealed(value) || Array.isArray(value)) return null;
  return String(value);
}

function unescaped(text: string): string {
  try {
    return String(JSON.parse(`"${text}"`));
  } catch {
    // It was cut within an escape, so it is sealed as it is.
    return text;
  }
}
