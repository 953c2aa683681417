/**
 * Place and size of the window, remembered in a file of their own: nothing depends on it, so one that is torn or missing
 * is simply ignored. Invariant: what was seen last is in the file once the window is closed.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserWindow, Screen } from 'electron';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { WindowPosition } from './window.ts';
import { correctedBounds } from './window-bounds.ts';

const FILE = 'window-state.json';
/** Milliseconds without a further change until it is written: a window that is dragged changes at every step. */
const QUIET = 500;

const stateSchema = z.object({
  bounds: z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }),
  maximized: z.boolean(),
});

export interface WindowStateOptions {
  /** Folder of the file. */
  dir: string;
  screen: Pick<Screen, 'getAllDisplays' | 'getPrimaryDisplay'>;
  clock: Clock;
}

export interface WindowState {
  /** Where to open the window now, with the displays that are present now. */
  read(): WindowPosition;
  /** Remembers the place of this window until it is closed. */
  follow(window: ObservedWindow): void;
}

export type ObservedWindow = Pick<BrowserWindow, 'on' | 'getNormalBounds' | 'isMaximized'>;

export function createWindowState({ dir, screen, clock }: WindowStateOptions): WindowState {
  const file = join(dir, FILE);
  let remembered: z.infer<typeof stateSchema> | null = readState(file);

  const write = () => {
    const temporary = `${file}.writing`;
    try {
      mkdirSync(dir, { recursive: true, mode: 0o700 });
      writeFileSync(temporary, `${JSON.stringify(remembered)}\n`);
      renameSync(temporary, file);
    } catch {
      // The window opens at its default place next time: not worth a word to anybody.
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
    follow(window) {
      let cancelWrite: (() => void) | null = null;
      const look = () => {
        // What it would be if it were not maximised or minimised: that is what it goes back to.
        remembered = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
        cancelWrite?.();
        cancelWrite = clock.setTimer(QUIET, flush);
      };
      const flush = () => {
        if (!cancelWrite) return;
        cancelWrite();
        cancelWrite = null;
        write();
      };
      // One by one, for the overloads know no union of names.
      for (const event of ['resize', 'move', 'maximize', 'unmaximize'] as const)
        window.on(event as 'resize', look);
      window.on('close', flush);
      // One that is destroyed, as at quitting, is not asked to close before.
      window.on('closed', flush);
    },
  };
}

function readState(file: string): z.infer<typeof stateSchema> | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
