/**
 * Stands in for Electron's `powerMonitor`: tests say when the computer wakes. It cannot show that a system says so, nor what
 * happens to timers and sockets while it sleeps.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';

class PowerMonitor extends EventEmitter {
  isOnBatteryPower(): boolean {
    return false;
  }
}

export const powerMonitor = new PowerMonitor() satisfies Pick<Electron.PowerMonitor, 'isOnBatteryPower'>;
