import type { backendActionsWords } from '../../en/backends/actions.ts';
import type { Translation } from '../../message.ts';

export const backendActionsTranslation: Translation<typeof backendActionsWords> = {
  dismissFailed: '无法关闭此消息。',
  languageFailed: '无法更改语言。',
  coloursFailed: '无法更改配色。',
  switchOnFailed: '无法开启。',
  switchOffFailed: '无法关闭。',
  restartFailed: '无法重启。',
  nothingToRestart: '没有重启：它在这台电脑上没有进程。',
  startWhenFailed: '无法更改启动方式。',
  openPageFailed: '无法打开它的 Web UI。',
  trustFailed: '无法接受它的证书。',
  freeForFailed: '无法为它腾出显存。',
  startAnywayFailed: '无法启动。',
  freeFailed: '无法释放它的显存和内存。',
  freeOfFailed: '无法释放“{name}”的显存和内存。',
  freeAllFailed: '无法释放所有后端的显存和内存。',
  renameFailed: '无法重命名。',
  pinFailed: '无法更改它的 GPU。',
  duplicateFailed: '无法创建副本。',
  deleteFailed: '无法删除。',
  orderFailed: '无法更改顺序。',
  deleted: '已删除 <b>{name}</b>。',
  restoreFailed: '无法恢复此后端。',
};
