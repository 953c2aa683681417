/** The groups of the summary in words, and how many backends are in each. */
import { formatWords } from '../../shared/words/en/format.ts';
import { words } from '../../shared/words/words.ts';
import type { Group } from '../state/view-state.ts';
import { groupOf, type StatusFacts } from './status-text.ts';

const t = words(formatWords);

/** What follows the number of backends in a group: `1 needs attention`, `2 need attention`. */
export const groupNameAfter = (count: number, group: Group): string =>
  t(group === 'working' ? 'changing' : group, { count });

/** `1 needs attention`, `2 ready`. */
export const formatGroupCount = (count: number, group: Group): string =>
  t(`count_${group}`, { count, b: (content) => content.join('') });

/** The same in pieces, with what `b` makes of the number. */
export const groupCountParts = <Node>(
  count: number,
  group: Group,
  b: (content: (string | Node)[]) => Node,
): (string | Node)[] => t.parts(`count_${group}`, { count, b });

export function countGroups(backends: Iterable<StatusFacts>): Record<Group, number> {
  const counts: Record<Group, number> = { attention: 0, working: 0, ready: 0, off: 0 };
  for (const backend of backends) counts[groupOf(backend)]++;
  return counts;
}
