import type { freedMemoryWords } from '../../en/backends/freed-memory.ts';
import type { Translation } from '../../message.ts';

export const freedMemoryTranslation: Translation<typeof freedMemoryWords> = {
  none: 'No se ha liberado {kind, select, vram {VRAM} other {RAM}}{change, select, none {} other {: {change}}}.',
  hardly:
    'Apenas se ha liberado {kind, select, vram {VRAM} other {RAM}} ({bytes}){change, select, none {} other {: {change}}}.',
  measured:
    'Se han liberado {bytes} de {kind, select, vram {VRAM} other {RAM}}{change, select, none {} other {: {change}}}.',
  amount: '{bytes} de {kind, select, vram {VRAM} other {RAM}}',
  freed: 'Liberado: {amounts}.',
  notReady: 'No se ha liberado nada: el backend no está listo.',
  noneReady: 'No se ha liberado nada: ningún backend está listo.',
  nothing: 'No se ha liberado nada.',
  done: 'Se ha liberado memoria.',
  noBackend: 'Ningún backend ha liberado memoria.',
  fromSome:
    'Se ha liberado memoria de {done, number} de {count, plural, one {# backend} other {# backends}}.',
  freedFromSome:
    'Liberado: {amounts}, de {done, number} de {count, plural, one {# backend} other {# backends}}.',
  others: '{count, plural, one {Y # backend más.} other {Y # backends más.}}',
};
