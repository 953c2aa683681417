/** Stands in for a driver's source of samples: it reports when a test says so. */
import type {
  GpuSample,
  GpuSource,
  GpuSourceListener,
  SourceSample,
} from '../../../electron/core/gpu/gpu-sample.ts';

export const gpu = (
  vendor: GpuSample['vendor'],
  index: number,
  more: Partial<GpuSample> = {},
): GpuSample => ({
  index,
  uuid: `${vendor}-${index}`,
  name: `A card of ${vendor}`,
  vendor,
  ...more,
});

/** A source that reports when the test calls it. */
export class FakeSource implements GpuSource {
  readonly vendor: GpuSample['vendor'];
  /** The interval of each opening that is not closed. */
  readonly intervals: number[] = [];
  openings = 0;
  /** True: closing is done at {@link finishClosing}. */
  delaysClosing = false;
  /** Single samples that are asked for. */
  singleSamples = 0;
  #answerSingle: (sample: SourceSample | null) => void = () => {};
  #finish = () => {};
  #listener: GpuSourceListener | null = null;

  constructor(vendor: GpuSample['vendor'] = 'nvidia') {
    this.vendor = vendor;
  }

  open(intervalMs: number, listener: GpuSourceListener) {
    this.intervals.push(intervalMs);
    this.openings += 1;
    this.#listener = listener;
    return {
      sampleNow: () => {
        this.singleSamples++;
        return new Promise<SourceSample | null>((resolve) => (this.#answerSingle = resolve));
      },
      close: async () => {
        this.#answerSingle(null);
        this.#listener = null;
        if (this.delaysClosing) await new Promise<void>((resolve) => (this.#finish = resolve));
        this.intervals.splice(this.intervals.indexOf(intervalMs), 1);
      },
    };
  }

  finishClosing(): void {
    this.delaysClosing = false;
    this.#finish();
  }

  report(...gpus: GpuSample[]): void {
    this.#listener?.onSample(gpus, [{ pid: 4711, gpuUuid: `${this.vendor}-0`, bytes: 1024 }]);
  }

  /** Answers the single sample that is asked for. Without GPUs it has failed. */
  answer(...gpus: GpuSample[]): void {
    this.#answerSingle(gpus.length === 0 ? null : { gpus, processes: [] });
  }

  fail(error: string | null): void {
    this.#listener?.onError(error);
  }
}
