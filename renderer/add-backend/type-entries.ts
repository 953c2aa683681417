/** What the list of backend types offers: the types, and the programs for which a type has a preset and which have no type. */
import type { BackendTypeInfo, Preset } from '../../shared/backend.ts';
import { matchesWords } from '../format/matches-words.ts';

export interface TypeEntry {
  /** Unique in the list. */
  key: string;
  type: BackendTypeInfo;
  /** The form opens filled with it. */
  preset: Preset | null;
  name: string;
  description: string;
  isStandard: boolean;
}

/** The presets that a form offers: those of programs with a type of their own are left out, because that type does more. */
export const offeredPresets = (type: BackendTypeInfo, types: ReadonlyMap<string, unknown>): Preset[] =>
  type.presets.filter(({ type_id: other }) => other === undefined || !types.has(other));

export function typeEntries(types: readonly BackendTypeInfo[]): TypeEntry[] {
  const known = new Map(types.map((type) => [type.id, type]));
  return types.flatMap((type) => [
    {
      key: type.id,
      type,
      preset: null,
      name: type.name,
      description: type.description,
      isStandard: type.is_standard,
    },
    ...offeredPresets(type, known).map((preset) => ({
      key: `${type.id} ${preset.id}`,
      type,
      preset,
      name: preset.name,
      description: firstSentence(preset.description),
      isStandard: type.is_standard,
    })),
  ]);
}

const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;

/** Whether each word is in its name, its description or the names by which people look for it. */
export function matchesEntry({ name, description, type, preset }: TypeEntry, search: string): boolean {
  const keywords = preset === null ? (type.keywords ?? []) : [];
  return matchesWords(search, [name, description, ...keywords]);
}
