/**
 * Stands in for Electron's `powerMonitor`: tests say when the computer sleeps and wakes up. It cannot show whether a system
 * reports that, nor what happens to timers and sockets during the sleep.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

class PowerMonitor extends EventEmitter {
  isOnBatteryPower(): boolean {
    return false;
  }
}

export const powerMonitor = new PowerMonitor() satisfies Pick<Electron.PowerMonitor, 'isOnBatteryPower'>;
