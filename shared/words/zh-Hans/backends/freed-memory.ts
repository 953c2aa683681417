import type { freedMemoryWords } from '../../en/backends/freed-memory.ts';
import type { Translation } from '../../message.ts';

export const freedMemoryTranslation: Translation<typeof freedMemoryWords> = {
  none: '没有释放{kind, select, vram {显存} other {内存}}{change, select, none {} other {（{change}）}}。',
  hardly:
    '几乎没有释放{kind, select, vram {显存} other {内存}}（{bytes}{change, select, none {} other {，{change}}}）。',
  measured:
    '已释放 {bytes} {kind, select, vram {显存} other {内存}}{change, select, none {} other {（{change}）}}。',
  amount: '{bytes} {kind, select, vram {显存} other {内存}}',
  freed: '已释放 {amounts}。',
  notReady: '没有释放：后端未就绪。',
  noneReady: '没有释放：没有就绪的后端。',
  nothing: '没有释放任何显存或内存。',
  done: '已释放显存和内存。',
  noBackend: '没有后端释放显存或内存。',
  fromSome: '已释放 {done, number} 个后端的显存和内存，共 {count, plural, other {# 个}}。',
  freedFromSome: '已从 {done, number} 个后端释放 {amounts}，共 {count, plural, other {# 个}}。',
  others: '以及另外 {count, plural, other {# 个后端}}。',
};
