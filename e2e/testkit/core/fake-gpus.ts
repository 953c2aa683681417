/** A GPU monitor whose GPUs and processes a test sets. A sample takes no time. */
import type { GpuMonitor, NumberedGpu } from '../../../electron/core/gpu/gpu-monitor.ts';
import type { ProcessVram } from '../../../electron/core/gpu/gpu-sample.ts';

export const GB = 1024 ** 3;

export class FakeGpus implements GpuMonitor {
  installed: NumberedGpu[] = [];
  vram: ProcessVram[] = [];
  mayHaveGpus = true;
  hasReported = true;
  paces: string[] = [];
  /** How many callers want frequent samples at present. */
  closeWatchers = 0;
  /** A process that has ended holds no VRAM. */
  isAlive: (pid: number) => boolean = () => true;

  /** @param gigabytes the VRAM of each GPU */
  constructor(...gigabytes: number[]) {
    this.installed = gigabytes.map((total, index) => ({
      id: index,
      index,
      uuid: `GPU-${index}`,
      name: `Card ${index}`,
      vendor: 'nvidia',
      totalBytes: total * GB,
      usedBytes: 0,
    }));
  }

  gpus(): readonly NumberedGpu[] {
    return this.installed.map((gpu) => ({
      ...gpu,
      usedBytes: this.vram
        .filter(({ gpuUuid, pid }) => gpuUuid === gpu.uuid && this.isAlive(pid))
        .reduce((sum, { bytes }) => sum + (bytes ?? 0), gpu.usedBytes ?? 0),
    }));
  }

  processes(): readonly ProcessVram[] {
    return this.vram.filter(({ pid }) => this.isAlive(pid));
  }

  error(): string | null {
    return null;
  }

  setPace(pace: string): void {
    this.paces.push(pace);
  }

  async sampleFresh(): Promise<boolean> {
    return this.mayHaveGpus;
  }

  watchClosely(): () => void {
    this.closeWatchers++;
    return () => {
      this.closeWatchers--;
    };
  }

  onSample(): () => void {
    return () => undefined;
  }

  async close(): Promise<void> {}

  /** Sets what a process holds of a GPU; 0 for nothing. */
  setVram(pid: number, gigabytes: number, gpu = 0): void {
    this.vram = this.vram.filter((one) => one.pid !== pid);
    if (gigabytes > 0) this.vram.push({ pid, gpuUuid: `GPU-${gpu}`, bytes: gigabytes * GB });
  }
}
