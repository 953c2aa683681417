import type { backendTableWords } from '../../en/backends/table.ts';
import type { Translation } from '../../message.ts';

export const backendTableTranslation: Translation<typeof backendTableWords> = {
  backends: '后端',
  selected: '已选',
  switch: '开关',
  actions: '操作',
  columns: '列',
  sortBy: '按“{column}”排序',
  widthOf: '“{column}”的宽度',
  column_status: '状态',
  column_title: '标题',
  column_type: '类型',
  column_model: '模型',
  column_gpu: 'GPU',
  column_vram: '显存',
  column_ram: '内存',
  column_cpu: 'CPU',
  column_used: '上次使用',
  column_up: '运行时长',
  column_tags: '标签',
  column_address: '地址',
  column_restarts: '重启次数',
};
