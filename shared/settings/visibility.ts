/** Which settings a form shows: some have an effect only while another one is on. */
import type { SettingInfo } from '../backend.ts';

/**
 * Whether a form shows the setting, by its `visible_when`. A setting that is hidden keeps its value, and is sent like any other.
 * @param readValue the value of a setting, coerced or as it is in its widget
 */
export function isRelevant(
  { visible_when: condition }: Pick<SettingInfo, 'visible_when'>,
  readValue: (name: string) => unknown,
): boolean {
  if (condition === undefined) return true;
  const value = readValue(condition.setting);
  if (condition.values !== undefined) return condition.values.some((one) => String(one) === String(value));
  return !isUnset(value);
}

const isUnset = (value: unknown): boolean =>
  value === undefined ||
  value === false ||
  value === 0 ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);
