import type { gpuStripWords } from '../../en/gpus/strip.ts';
import type { Translation } from '../../message.ts';

export const gpuStripTranslation: Translation<typeof gpuStripWords> = {
  title: 'GPUとメモリ',
  noGpu: 'GPUが見つかりません',
  show: 'GPUを表示',
  hide: 'GPUを隠す',
  count: '{count, plural, other {GPU #基}}',
  countWithMemory: '{count, plural, other {GPU #基}}、{bytes}',
  gpu: 'GPU {id}',
  gpuNamed: 'GPU {id} · {name}',
  history: '{gpu}：履歴と使用状況',
  excluded: '除外',
  inUse: '{bytes}使用中',
  memoryUnknown: 'メモリは不明です',
  load: '負荷{percent, number}%',
  temperature: '{degrees, number} °C',
  power: '{watts, number} W',
  fan: 'ファン{percent, number}%',
  thisComputer: 'このコンピューター',
  ram: 'RAM {bytes}',
  cpu: 'CPU {cores, plural, other {#コア}}の{percent, number}%',
  used: '使用中',
  part: '{name} {bytes}',
  partNoted: '{name} {bytes}、{note}',
  free: '空き{bytes}',
};
