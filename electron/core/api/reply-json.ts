/**
 * The JSON of lists that are sent again and again. The view of a backend is the same object until it changes, so its text is made
 * once, whoever asks and however often; the text of a whole list is kept until one of its entries is another.
 */
type Entries = readonly (readonly [key: string, value: object])[];

/** What is to be sent → its JSON, made where a surface asks for it. */
const makers = new WeakMap<object, () => Buffer>();
const texts = new WeakMap<object, string>();

/** The lists of one kind, of which the JSON of the last one is kept. */
export class ListReplies {
  #last: { entries: Entries; json: Buffer } | null = null;

  /** An object of these entries. No value may be changed afterwards. */
  create<T extends object>(entries: readonly (readonly [key: string, value: T])[]): Record<string, T> {
    const reply = Object.fromEntries(entries);
    makers.set(reply, () => this.#json(entries));
    return reply;
  }

  #json(entries: Entries): Buffer {
    const last = this.#last;
    if (last && isSame(entries, last.entries)) return last.json;
    const members = entries.map(([key, value]) => `${JSON.stringify(key)}:${textOf(value)}`);
    const json = Buffer.from(`{${members.join(',')}}`);
    this.#last = { entries, json };
    return json;
  }
}

const isSame = (a: Entries, b: Entries): boolean =>
  a.length === b.length && a.every(([key, value], index) => key === b[index]?.[0] && value === b[index]?.[1]);

/** What an operation has returned as JSON, in UTF-8 where it is kept. */
export function toJson(value: unknown): string | Buffer {
  const make = typeof value === 'object' && value !== null ? makers.get(value) : undefined;
  return make ? make() : JSON.stringify(value);
}

function textOf(value: object): string {
  const known = texts.get(value);
  if (known !== undefined) return known;
  const text = JSON.stringify(value);
  texts.set(value, text);
  return text;
}
