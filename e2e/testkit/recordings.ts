/** Reads what real engines answered: `e2e/recordings/`, with a folder for each version of an engine. */
import { readFileSync } from 'node:fs';
import { inRepository } from './repository.ts';

export interface Reply {
  status: number;
  /** Its JSON; its text, trimmed, where it is none; null for no body. */
  body: unknown;
}

/** @param name with its extension */
export const recordedText = (engine: string, name: string): string =>
  readFileSync(inRepository(`e2e/recordings/${engine}/${name}`), 'utf8');

/** @param name without its extension, `.http` */
export function recordedReply(engine: string, name: string): Reply {
  const [head = '', ...rest] = recordedText(engine, `${name}.http`).split('\n');
  return { status: Number(head.replace('HTTP ', '')), body: parseBody(rest.join('\n')) };
}

/** Sends a request, by POST where there is a body. */
export async function requestReply(
  url: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const response = await fetch(url, {
    headers,
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: response.status, body: parseBody(await response.text()) };
}

const parseBody = (text: string): unknown => {
  if (text === '') return null;
  return /^\s*[[{]/.test(text) ? JSON.parse(text) : text.trim();
};

/**
 * A reply of success has the same names and types as the recorded one; a refusal is the same in every word.
 * @throws Error that shows both
 */
export function assertAsRecorded(engine: string, name: string, reply: Reply): void {
  const comparable = (one: Reply) =>
    JSON.stringify(one.status < 400 ? shapeOfReply(one) : sorted(one), null, 1);
  const expected = comparable(recordedReply(engine, name));
  const actual = comparable(reply);
  if (actual !== expected)
    throw new Error(
      `It does not answer as recorded in ${engine}/${name}.http.\nRecorded: ${expected}\nNow: ${actual}`,
    );
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort()
      .map(([name, one]) => [name, sorted(one)]),
  );
}

/** Ids of jobs are no names, but keys all the same. */
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]+$/;

/**
 * What a client may rely on: status, names and types. The first entry of a list stands for all; of a text that is no JSON,
 * such as metrics, the lines without their numbers.
 */
export const shapeOfReply = ({ status, body }: Reply): Reply => ({
  status,
  body: typeof body === 'string' ? body.replace(/ [\d.e+-]+$/gm, ' <number>') : shapeOf(body),
});

function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, one]) => [ID.test(name) ? '<id>' : name, shapeOf(one)])
      .sort(),
  );
}
