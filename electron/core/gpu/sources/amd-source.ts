/**
 * AMD's cards. Under Linux the kernel tells of them in files, which cost nothing to read; rocm-smi only adds their names,
 * once. Where the kernel's files do not tell the memory, rocm-smi is asked for all of it: that is a program per look, for it
 * has no loop, and a Python program that takes a second of a core, so it is asked rarely.
 */
import { join } from 'node:path';
import type { Clock } from '../../clock.ts';
import type { GpuReading, GpuSource, GpuSourceListener, OpenGpuSource } from '../gpu-reading.ts';
import { type AmdCard, readAmdCards, readAmdProcesses } from './amd-sysfs.ts';
import { GpuProgram } from './gpu-program.ts';
import { silenceLimit } from './looping-program.ts';
import { parseRocmJson, type RocmCard } from './rocm-json.ts';

export interface AmdSourceOptions {
  /** `/`, or a test's own; the kernel's files are in `sys` under it. */
  root: string;
  /** Absolute path of rocm-smi; null where there is none. */
  rocmSmi: string | null;
  environment: Record<string, string>;
  clock: Clock;
}

export function createAmdSource(options: AmdSourceOptions): GpuSource {
  const names = new Map<string, string>();
  return {
    vendor: 'amd',
    open: (intervalMs, listener) => new OpenAmdSource(options, intervalMs, listener, names),
  };
}

const NAME_QUERY = ['--showproductname', '--showbus', '--json'];
const WHOLE_QUERY = [
  '--showuse',
  '--showmemuse',
  '--showmeminfo',
  'vram',
  '--showproductname',
  '--showtemp',
  '--showpower',
  '--showuniqueid',
  '--showfan',
  '--json',
];
/** Milliseconds at least between two runs of rocm-smi. */
const ROCM_INTERVAL = 10_000;
/** The same where it knew no card: one that is installed without a card will hardly get one. */
const EMPTY_INTERVAL = 60_000;
/** Milliseconds that one run may take. */
const ROCM_LIMIT = 10_000;
const UNNAMED = 'AMD graphics card';

class OpenAmdSource implements OpenGpuSource {
  readonly #options: AmdSourceOptions;
  readonly #intervalMs: number;
  readonly #listener: GpuSourceListener;
  /** By PCI address; outlives this opening. */
  readonly #names: Map<string, string>;
  #hasAskedNames = false;
  readonly #programs = new Set<GpuProgram>();
  #cancelNext = () => {};
  #cancelPatience = () => {};
  #closed = false;

  constructor(
    options: AmdSourceOptions,
    intervalMs: number,
    listener: GpuSourceListener,
    names: Map<string, string>,
  ) {
    this.#options = options;
    this.#intervalMs = intervalMs;
    this.#listener = listener;
    this.#names = names;
    void this.#look();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelNext();
    this.#cancelPatience();
    await Promise.all(
      [...this.#programs].map((program) => {
        program.end();
        return program.ended;
      }),
    );
  }

  /** One look, and the next when this one is over: never two at once. */
  async #look(): Promise<void> {
    const { root, rocmSmi, clock } = this.#options;
    const sysfs = join(root, 'sys');
    this.#cancelPatience = clock.setTimer(silenceLimit(this.#intervalMs), () =>
      this.#listener.trouble('the driver amdgpu does not answer. Restart the computer if that goes on'),
    );
    const cards = await readAmdCards(sysfs);
    const processes = await readAmdProcesses(sysfs, cards);
    this.#cancelPatience();
    if (this.#closed) return;
    let pause = this.#intervalMs;
    if (rocmSmi !== null && !cards.some(({ figures }) => figures.totalBytes !== undefined)) {
      pause = await this.#askAll(rocmSmi);
    } else {
      this.#listener.trouble(null);
      this.#listener.read(
        cards.map((card, index) => this.#reading(card, index)),
        processes,
      );
      if (rocmSmi !== null) void this.#askNames(rocmSmi, cards);
    }
    if (!this.#closed) this.#cancelNext = clock.setTimer(pause, () => void this.#look());
  }

  #reading({ address, uuid, figures }: AmdCard, index: number): GpuReading {
    return { index, uuid, name: this.#names.get(address) ?? UNNAMED, vendor: 'amd', ...figures };
  }

  /** Once: names do not change. Without an answer the cards stay unnamed. */
  async #askNames(rocmSmi: string, cards: readonly AmdCard[]): Promise<void> {
    if (this.#hasAskedNames || cards.every(({ address }) => this.#names.has(address))) return;
    this.#hasAskedNames = true;
    const { answer } = await this.#run(rocmSmi, NAME_QUERY);
    for (const [index, { address = cards[index]?.address, name }] of (answer ?? []).entries()) {
      if (address !== undefined && name !== undefined) this.#names.set(address, name);
    }
  }

  /** Resolves with the milliseconds until the next look. */
  async #askAll(rocmSmi: string): Promise<number> {
    const { answer, what } = await this.#run(rocmSmi, WHOLE_QUERY);
    if (this.#closed) return 0;
    if (answer === null) {
      this.#listener.trouble(`rocm-smi ${what}`);
      return Math.max(this.#intervalMs, ROCM_INTERVAL);
    }
    this.#listener.trouble(null);
    this.#listener.read(
      answer.map(({ address, uuid, name = UNNAMED, figures }, index) => ({
        index,
        uuid: uuid ?? address ?? `amd-${index}`,
        name,
        vendor: 'amd',
        ...figures,
      })),
      [],
    );
    return Math.max(this.#intervalMs, answer.length === 0 ? EMPTY_INTERVAL : ROCM_INTERVAL);
  }

  /** `answer` is null where it did not give one, and `what` then says what it did instead. */
  async #run(rocmSmi: string, args: string[]): Promise<{ answer: RocmCard[] | null; what: string }> {
    const { environment, clock } = this.#options;
    const lines: string[] = [];
    const program = new GpuProgram({ command: rocmSmi, args, environment }, clock, (line) =>
      lines.push(line),
    );
    this.#programs.add(program);
    let isLate = false;
    const cancelLimit = clock.setTimer(ROCM_LIMIT, () => {
      isLate = true;
      program.end();
    });
    const what = await program.ended;
    cancelLimit();
    this.#programs.delete(program);
    if (isLate) return { answer: null, what: `did not answer within ${ROCM_LIMIT / 1000} s` };
    const text = lines.join('\n');
    // Without driver or card it ends with code 0 all the same, having said so in a warning.
    if (/not initialized|No JSON data/i.test(text)) return { answer: [], what };
    const said = lines.at(-1);
    return {
      answer: parseRocmJson(text),
      what: said === undefined ? what : `${what}; it said "${said.slice(0, 200)}"`,
    };
  }
}
