import type { freedMemoryWords } from '../../en/backends/freed-memory.ts';
import type { Translation } from '../../message.ts';

export const freedMemoryTranslation: Translation<typeof freedMemoryWords> = {
  none: 'Es wurde kein {kind, select, vram {VRAM} other {RAM}} freigegeben{change, select, none {} other {: {change}}}.',
  hardly:
    'Es wurde kaum {kind, select, vram {VRAM} other {RAM}} freigegeben ({bytes}){change, select, none {} other {: {change}}}.',
  measured:
    '{bytes} {kind, select, vram {VRAM} other {RAM}} freigegeben{change, select, none {} other {: {change}}}.',
  amount: '{bytes} {kind, select, vram {VRAM} other {RAM}}',
  freed: '{amounts} freigegeben.',
  notReady: 'Es wurde nichts freigegeben: Das Backend ist nicht bereit.',
  noneReady: 'Es wurde nichts freigegeben: Kein Backend ist bereit.',
  nothing: 'Es wurde nichts freigegeben.',
  done: 'Speicher wurde freigegeben.',
  noBackend: 'Kein Backend hat Speicher freigegeben.',
  fromSome:
    'Speicher von {done, number} der {count, plural, one {# Backend} other {# Backends}} freigegeben.',
  freedFromSome:
    '{amounts} von {done, number} der {count, plural, one {# Backend} other {# Backends}} freigegeben.',
  others: 'Und {count, plural, one {# weiteres Backend} other {# weitere Backends}}.',
};
