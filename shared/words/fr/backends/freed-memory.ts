import type { freedMemoryWords } from '../../en/backends/freed-memory.ts';
import type { Translation } from '../../message.ts';

export const freedMemoryTranslation: Translation<typeof freedMemoryWords> = {
  none: 'Aucune {kind, select, vram {VRAM} other {RAM}} n’a été libérée{change, select, none {} other { : {change}}}.',
  hardly:
    'Presque pas de {kind, select, vram {VRAM} other {RAM}} libérée ({bytes}){change, select, none {} other { : {change}}}.',
  measured:
    '{bytes} de {kind, select, vram {VRAM} other {RAM}} libérés{change, select, none {} other { : {change}}}.',
  amount: '{bytes} de {kind, select, vram {VRAM} other {RAM}}',
  freed: 'Libéré : {amounts}.',
  notReady: 'Rien n’a été libéré : le backend n’est pas prêt.',
  noneReady: 'Rien n’a été libéré : aucun backend n’est prêt.',
  nothing: 'Rien n’a été libéré.',
  done: 'De la mémoire a été libérée.',
  noBackend: 'Aucun backend n’a libéré de mémoire.',
  fromSome: 'Mémoire libérée pour {done, plural, one {# backend} other {# backends}} sur {count, number}.',
  freedFromSome:
    'Libéré pour {done, plural, one {# backend} other {# backends}} sur {count, number} : {amounts}.',
  others: 'Et {count, plural, one {# autre backend} other {# autres backends}}.',
};
