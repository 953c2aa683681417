import type { backendMenuWords } from '../../en/backends/menu.ts';
import type { Translation } from '../../message.ts';

export const backendMenuTranslation: Translation<typeof backendMenuWords> = {
  settings: '设置',
  rename: '重命名',
  openLog: '打开日志',
  activity: '活动记录…',
  report: '诊断报告…',
  tags: '标签…',
  usage: '使用情况…',
  freeVram: '释放显存',
  freeVramAndRam: '释放显存和内存',
  copyAddress: '复制地址',
  showCommandLine: '显示命令行',
  useItIn: '在其他程序中使用…',
  moveToTop: '移到顶部',
  moveUp: '上移',
  moveDown: '下移',
  duplicate: '创建副本',
  delete: '删除',
};
