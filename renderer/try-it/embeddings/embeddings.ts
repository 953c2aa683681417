/** Reads the reply to a request for embeddings. */
import { tryItWords } from '../../../shared/words/en/try-it.ts';
import { words } from '../../../shared/words/words.ts';
import { modelError, readErrorEvent, readErrorReply } from '../read-error.ts';

const t = words(tryItWords);

export interface Embedding {
  text: string;
  vector: readonly number[];
}

const isVector = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number');

/** @param texts in the order in which they were sent @throws CallError */
export async function readEmbeddings(response: Response, texts: readonly string[]): Promise<Embedding[]> {
  if (!response.ok) throw await readErrorReply(response);
  const body: unknown = await response.json().catch(() => null);
  const error = readErrorEvent(body);
  if (error) throw error;
  const { data } = (body ?? {}) as { data?: { index?: unknown; embedding?: unknown }[] };
  return texts.map((text, index) => {
    // A server may answer in an order of its own.
    const entry = Array.isArray(data) ? (data.find((one) => one?.index === index) ?? data[index]) : undefined;
    if (!isVector(entry?.embedding)) throw modelError(t('embeddingNotUnderstood'));
    return { text, vector: entry.embedding };
  });
}

/** The cosine of the angle between two vectors; 0 where one of them has no length. */
export function similarity(a: readonly number[], b: readonly number[]): number {
  let product = 0;
  let lengthA = 0;
  let lengthB = 0;
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    product += value * other;
    lengthA += value * value;
    lengthB += other * other;
  }
  const lengths = Math.sqrt(lengthA * lengthB);
  return lengths === 0 ? 0 : product / lengths;
}
