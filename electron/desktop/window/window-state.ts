/**
 * Position and size of the window, kept in a file of their own. Nothing depends on it, so a damaged or missing file is
 * ignored. Invariant: once the window is closed, its last state is in the file.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow, Screen } from 'electron';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { readDataFileSync } from '../../core/storage/files/read-data-file.ts';
import { correctedBounds } from './window-bounds.ts';

const FILE = 'window-state.json';
/** Bytes of the file. Ours have less than 1000. */
const MAX_FILE_BYTES = 64 * 1024;
/** Milliseconds without a further change after which it is written: a window that is dragged changes all the time. */
const WRITE_DELAY = 500;

const stateSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }),
  maximized: z.boolean(),
});

export interface WindowState {
  /** In device-independent pixels. */
  bounds: { x?: number; y?: number; width: number; height: number };
  maximized: boolean;
}

export interface WindowStateOptions {
  /** Folder of the file. */
  dir: string;
  screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  clock: Clock;
}

export interface WindowStateStore {
  /** The state in which to open the window now, corrected for the displays that are present now. */
  read(): WindowState;
  /** Records the state of this window until it is closed. */
  track(window: TrackedWindow): void;
}

export type TrackedWindow = Pick<BrowserWindow, 'on' | 'getNormalBounds' | 'isMaximized'>;

export function createWindowStateStore({ dir, screen, clock }: WindowStateOptions): WindowStateStore {
  const file = join(dir, FILE);
  let remembered: z.infer<typeof stateSchema> | null = readState(file);

  const write = () => {
    const temporary = `${file}.writing`;
    try {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      writeFileSync(temporary, `${JSON.stringify(remembered)}\n`);
      renameSync(temporary, file);
    } catch {
      // Not worth an error: the window only opens at its default position next time.
    }
  };

  return {
    read() {
      const primary = screen.getPrimaryDisplay();
      const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
      return {
        bounds: correctedBounds(remembered?.bounds ?? null, [primary, ...others]),
        maximized: remembered?.maximized ?? false,
      };
    },
    track(window) {
      let cancelWrite: (() => void) | null = null;
      const record = () => {
        // The normal bounds are those to which a maximised or minimised window returns.
        remembered = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
        cancelWrite?.();
        cancelWrite = clock.setTimer(WRITE_DELAY, flush);
      };
      const flush = () => {
        if (!cancelWrite) return;
        cancelWrite();
        cancelWrite = null;
        write();
      };
      // The cast: the overloads of `on` accept each name, but no union of names.
      for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const)
        window.on(event as 'resize', record);
      window.on('close', flush);
      // A window that is destroyed, as at quitting, emits no 'close' before.
      window.on('closed', flush);
    },
  };
}

function readState(file: string): z.infer<typeof stateSchema> | null {
  try {
    const text = readDataFileSync(file, MAX_FILE_BYTES);
    return text === null ? null : stateSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
