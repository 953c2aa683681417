// Stands in for graphics cards: a monitor whose cards and processes a test sets by hand; a reading takes no time.
import type { GpuMonitor, NumberedGpu } from '../../../electron/core/gpu/gpu-monitor.ts';
import type { ProcessVram } from '../../../electron/core/gpu/gpu-sample.ts';

export const GB = 1024 ** 3;

export class FakeGpus implements GpuMonitor {
  cards: NumberedGpu[] = [];
  held: ProcessVram[] = [];
  mayHaveGpus = true;
  hasReported = true;
  paces: string[] = [];
  /** A process that ended holds nothing. */
  isAlive: (pid: number) => boolean = () => true;

  /** @param gigabytes of each card */
  constructor(...gigabytes: number[]) {
    this.cards = gigabytes.map((total, index) => ({
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
    return this.cards.map((card) => ({
      ...card,
      usedBytes: this.held
        .filter(({ gpuUuid, pid }) => gpuUuid === card.uuid && this.isAlive(pid))
        .reduce((sum, { bytes }) => sum + (bytes ?? 0), card.usedBytes ?? 0),
    }));
  }

  processes(): readonly ProcessVram[] {
    return this.held.filter(({ pid }) => this.isAlive(pid));
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

  onSample(): () => void {
    return () => undefined;
  }

  async close(): Promise<void> {}

  /** The process takes memory of a card; 0 gives it back. */
  take(pid: number, gigabytes: number, card = 0): void {
    this.held = this.held.filter((one) => one.pid !== pid);
    if (gigabytes > 0) this.held.push({ pid, gpuUuid: `GPU-${card}`, bytes: gigabytes * GB });
  }
}
