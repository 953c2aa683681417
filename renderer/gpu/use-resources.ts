/** What components read of the resources, each as narrowly as it can. */
import { useStore } from 'zustand';
import type { BackendUsage, Gpu } from '../../shared/resources.ts';
import { usePanelServices } from '../panel-context.tsx';
import type { GpuInfo, ResourcesState } from './resources-store.ts';

export function useResources<T>(select: (state: ResourcesState) => T): T {
  return useStore(usePanelServices().resources.state, select);
}

/** The graphics cards of the machine, as far as they are known; renders anew only when one comes, goes or is excluded. */
export function useGpus(): readonly GpuInfo[] {
  return useResources(({ gpuInfos: cards }) => cards);
}

export function useGpu(id: number): Gpu | undefined {
  return useResources(({ gpus }) => gpus.get(id));
}

export function useBackendUsage(id: number): BackendUsage | undefined {
  return useResources(({ usage }) => usage.get(id));
}
