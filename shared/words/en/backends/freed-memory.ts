import { defineArea } from '../../message.ts';

/** How much memory was freed. */
export const freedMemoryWords = defineArea('freedMemory', {
  none: 'No {kind, select, vram {VRAM} other {RAM}} was freed{change, select, none {} other {: {change}}}.',
  hardly:
    'Hardly any {kind, select, vram {VRAM} other {RAM}} was freed ({bytes}){change, select, none {} other {: {change}}}.',
  measured:
    'Freed {bytes} of {kind, select, vram {VRAM} other {RAM}}{change, select, none {} other {: {change}}}.',
  amount: '{bytes} of {kind, select, vram {VRAM} other {RAM}}',
  freed: 'Freed {amounts}.',
  notReady: 'Nothing was freed: the backend is not ready.',
  noneReady: 'Nothing was freed: no backend is ready.',
  nothing: 'Nothing was freed.',
  done: 'Memory was freed.',
  noBackend: 'No backend freed memory.',
  fromSome: 'Freed memory of {done, number} of {count, plural, one {# backend} other {# backends}}.',
  freedFromSome:
    'Freed {amounts} from {done, number} of {count, plural, one {# backend} other {# backends}}.',
  others: 'And {count, plural, one {# other backend} other {# other backends}}.',
});
