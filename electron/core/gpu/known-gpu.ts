/** A GPU as settings and messages name it. */
import type { GpuSample } from './gpu-sample.ts';

/** A GPU with the number by which people and settings name it. */
export type KnownGpu = Pick<GpuSample, 'index' | 'rocrIndex' | 'uuid' | 'name' | 'vendor'> & { id: number };

export const formatGpu = ({ id, name }: Pick<KnownGpu, 'id' | 'name'>): string => `GPU ${id} (${name})`;
