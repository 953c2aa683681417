import { formatWords } from '../../shared/words/en/format.ts';
import { words } from '../../shared/words/words.ts';

const t = words(formatWords);

/** A line for each reason, with the backend that gives it, or how many do: `2 backends: The disk is full.` */
export function formatReasons(
  reasons: readonly { id: number; message: string }[],
  nameOf: (id: number) => string,
): string[] {
  const byMessage = new Map<string, number[]>();
  for (const { id, message } of reasons) byMessage.set(message, [...(byMessage.get(message) ?? []), id]);
  return [...byMessage].map(([message, ids]) => {
    const [first = 0] = ids;
    return formatNamed(ids.length === 1 ? nameOf(first) : t('count', { count: ids.length }), message);
  });
}

/** `Flux: The disk is full.` */
export const formatNamed = (who: string, message: string): string => t('reason', { who, message });
