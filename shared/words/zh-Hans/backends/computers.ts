import type { computersWords } from '../../en/backends/computers.ts';
import type { Translation } from '../../message.ts';

export const computersTranslation: Translation<typeof computersWords> = {
  thisComputer: '这台电脑',
  noneYet: '还没有电脑',
  unknown: '未知电脑',
  gpus: '{count, plural, other {# 个 GPU}}',
  gpusInUse: '{count, plural, other {# 个 GPU}}，已用 {bytes}',
  ramInUse: '内存已用 {bytes}',
};
