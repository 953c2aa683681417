import type { freedMemoryWords } from '../../en/backends/freed-memory.ts';
import type { Translation } from '../../message.ts';

export const freedMemoryTranslation: Translation<typeof freedMemoryWords> = {
  none: '{kind, select, vram {VRAM} other {RAM}}は解放されませんでした{change, select, none {} other {（{change}）}}。',
  hardly:
    '{kind, select, vram {VRAM} other {RAM}}はほとんど解放されませんでした（{bytes}{change, select, none {} other {、{change}}}）。',
  measured:
    '{kind, select, vram {VRAM} other {RAM}}を{bytes}解放しました{change, select, none {} other {（{change}）}}。',
  amount: '{kind, select, vram {VRAM} other {RAM}} {bytes}',
  freed: '{amounts}を解放しました。',
  notReady: '何も解放されませんでした：バックエンドが準備完了ではありません。',
  noneReady: '何も解放されませんでした：準備完了のバックエンドがありません。',
  nothing: 'メモリは解放されませんでした。',
  done: 'メモリを解放しました。',
  noBackend: 'メモリを解放したバックエンドはありません。',
  fromSome: '{count, plural, other {#件}}中{done, number}件のバックエンドのメモリを解放しました。',
  freedFromSome: '{count, plural, other {#件}}中{done, number}件のバックエンドから{amounts}を解放しました。',
  others: 'ほか{count, plural, other {#件のバックエンド}}。',
};
