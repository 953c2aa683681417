import type { gpuStripWords } from '../../en/gpus/strip.ts';
import type { Translation } from '../../message.ts';

export const gpuStripTranslation: Translation<typeof gpuStripWords> = {
  title: 'GPU 和内存',
  noGpu: '未找到 GPU',
  show: '显示 GPU',
  hide: '隐藏 GPU',
  count: '{count, plural, other {# 个 GPU}}',
  countWithMemory: '{count, plural, other {# 个 GPU}}，{bytes}',
  gpu: 'GPU {id}',
  gpuNamed: 'GPU {id} · {name}',
  history: '{gpu}：历史和使用情况',
  excluded: '已排除',
  inUse: '已用 {bytes}',
  memoryUnknown: '显存未知',
  load: '负载 {percent, number}%',
  temperature: '{degrees, number} °C',
  power: '{watts, number} W',
  fan: '风扇 {percent, number}%',
  thisComputer: '这台电脑',
  ram: '内存 {bytes}',
  cpu: 'CPU {cores, plural, other {# 核}}的 {percent, number}%',
  used: '已用',
  part: '{name} {bytes}',
  partNoted: '{name} {bytes}，{note}',
  free: '空闲 {bytes}',
};
