import type { filterWords } from '../en/filter.ts';
import type { Translation } from '../message.ts';

export const filterTranslation: Translation<typeof filterWords> = {
  count: '{count, plural, other {# 个后端}}',
  filterBackends: '筛选后端',
  filter: '筛选',
  filterTerms: '筛选条件',
  savedViews: '已保存的视图',
  deleteView: '删除此视图',
  saveView: '保存视图',
  viewDeleted: '视图已删除。',
  viewSaved: '视图已保存。筛选框为空时可以找到它。',
  clearFilter: '清除筛选',
  keyStatus: 'ready、changing、failed、attention、off 等',
  keyGpu: 'GPU 的编号或名称',
  keyType: '后端类型',
  keyTag: '标签',
  keyModel: '模型名称的一部分',
  keyError: '错误或日志中的文字',
  keyId: '后端编号',
  keyMachine: '地址的一部分',
  groupedByState: '按状态',
  groupedByGpu: '按 GPU',
  groupedByTag: '按标签',
  groupedByType: '按类型',
  groupedByMachine: '按电脑',
  everything: '全部',
};
