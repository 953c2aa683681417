/** Runs the sample app on the stand-in for the tests of one file, and shows its windows in one browser. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { type Program, startProgram } from '../../../launch/desktop/start-program.ts';
import { launchBrowser } from '../../../launch/launch-browser.ts';
import { eventually } from '../../../testkit/eventually.ts';
import { inRepository } from '../../../testkit/repository.ts';

/** Path of the main module of the sample app. */
export const SAMPLE_APP = inRepository('e2e/stand-ins/electron/sample-app/main.mjs');

/** Registers how a resource is disposed of when its user has finished. */
type OnFinished = (dispose: () => Promise<void>) => void;

/** A folder for the user data of one app; removed at the end of the test. */
export async function createUserData(onFinished: OnFinished = onTestFinished): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'electron-stand-in-'));
  onFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface SampleOptions {
  /** Default: a temporary folder. */
  userData?: string;
  env?: Record<string, string>;
}

export interface Samples {
  /** Starts an app for this test alone. @param flags of sample-app/main.mjs, without dashes */
  start(flags?: readonly string[], options?: SampleOptions): Promise<Sample>;
  /** The app that all tests of the file share, for tests that leave it as it was. */
  shared(): Sample;
}

/** To be called once on the top level of a test file. */
export function runSamples(): Samples {
  const browser = launchBrowser();
  let shared: Sample;
  const disposals: (() => Promise<void>)[] = [];
  const start = async (
    flags: readonly string[] = [],
    { userData, env = {} }: SampleOptions = {},
    onFinished: OnFinished = onTestFinished,
  ): Promise<Sample> => {
    const folder = userData ?? (await createUserData(onFinished));
    const args = [`--user-data-dir=${folder}`, ...flags.map((flag) => `--${flag}`)];
    const program = await startProgram({ main: SAMPLE_APP, args, env, browser: browser() });
    onFinished(async () => {
      program.signal('SIGKILL');
      await program.exited;
    });
    return new Sample(program);
  };
  beforeAll(async () => {
    shared = await start([], {}, (dispose) => void disposals.unshift(dispose));
    await shared.page();
  });
  afterAll(async () => {
    for (const dispose of disposals) await dispose();
  });
  return { start: (flags, options) => start(flags, options), shared: () => shared };
}

/** A running sample app. */
export class Sample {
  readonly program: Program;

  constructor(program: Program) {
    this.program = program;
  }

  get controls() {
    return this.program.controls;
  }

  /** What the app noted so far, in order. */
  get notes(): string[] {
    return [...this.program.output().matchAll(/^NOTE (.*)$/gm)].map(([, note = '']) => note);
  }

  /** Waits until the app has noted this. Rejects when it ends without. */
  async noted(note: string): Promise<void> {
    let hasEnded = false;
    void this.program.exited.then(() => {
      hasEnded = true;
    });
    await eventually(
      `it notes '${note}' or ends`,
      () => this.notes.includes(note) || hasEnded,
      () => this.program.output(),
    );
    if (!this.notes.includes(note))
      throw new Error(`The app ended without the note '${note}':\n${this.program.output()}`);
  }

  page(): Promise<Page> {
    return this.program.window();
  }

  /** Has the app run one of its tasks, through its own bridge. @returns the result, or the message of the error */
  async task(...args: unknown[]): Promise<unknown> {
    const page = await this.page();
    return await page.evaluate(async (all) => {
      const { sample } = globalThis as unknown as { sample: { task(...args: unknown[]): Promise<unknown> } };
      return await sample.task(...all).catch((error: Error) => error.message);
    }, args);
  }

  /** Runs a script in the page. */
  async run(script: string): Promise<unknown> {
    return await (await this.page()).evaluate(script);
  }
}
