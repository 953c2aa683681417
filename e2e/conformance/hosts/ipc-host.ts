/** A host in the process of the test, with real workers: core and IPC, wired as in the desktop host, and a window without a browser. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PanelFault } from '../../../electron/core/api/panel-faults.ts';
import type { Core } from '../../../electron/core/create-core.ts';
import { type Ipc, serveIpc } from '../../../electron/desktop/surfaces/ipc.ts';
import { isPanelUrl } from '../../../electron/desktop/window/panel-scheme.ts';
import { createGateway } from '../../../electron/gateway/create-gateway.ts';
import { createWindowModels } from '../../../electron/http/window-models.ts';
import type { NavigationEvent } from '../../../shared/events.ts';
import { IpcMain } from '../../stand-ins/electron/ipc-main.ts';
import type { ContractHost, OpenOptions } from './contract-host.ts';
import { IpcWindow } from './ipc-window.ts';
import { type OpenCoreOptions, openCore } from './open-core.ts';

interface Parts {
  core: Core;
  ipc: Ipc;
  ipcMain: IpcMain;
  window: IpcWindow;
}

export class IpcHost implements ContractHost {
  readonly dataDir: string;
  /** Faults that the program would have logged. */
  readonly faults: { error: unknown; where: string }[] = [];
  readonly panelFaults: PanelFault[] = [];
  readonly #options: OpenCoreOptions;
  readonly #navigators = new Set<(event: NavigationEvent) => void>();
  #parts: Parts | null = null;

  private constructor(dataDir: string, options: OpenCoreOptions) {
    this.dataDir = dataDir;
    this.#options = options;
  }

  static async open(options: OpenCoreOptions = {}): Promise<IpcHost> {
    const host = new IpcHost(await mkdtemp(join(tmpdir(), 'switchyard-contract-')), options);
    await host.#start(options);
    return host;
  }

  get core(): Core {
    return this.#requireParts().core;
  }

  get ipc(): Ipc {
    return this.#requireParts().ipc;
  }

  get window(): IpcWindow {
    return this.#requireParts().window;
  }

  openWindow(): Promise<IpcWindow> {
    return IpcWindow.open(this.#requireParts().ipcMain);
  }

  /** Calls through the bridge in the window, as the panel does. */
  async call(operation: string, input: object = {}): Promise<Record<string, unknown>> {
    try {
      const reply = structuredClone(await this.window.bridge.call(operation, input));
      if (reply.ok) return reply.value as Record<string, unknown>;
      const { message, errorId, code, hint } = reply.error;
      return { error: message, ...(errorId === undefined ? {} : { error_id: errorId }), code, hint };
    } catch (error) {
      // The bridge refuses what cannot be sent, with an error of the page's own realm.
      return { error: (error as { message: string }).message };
    }
  }

  /** Leads the panel somewhere, as tray, menu and links do. */
  navigate(event: NavigationEvent): void {
    for (const navigator of this.#navigators) navigator(event);
  }

  async reopen(options: OpenOptions = {}): Promise<void> {
    await this.close();
    await this.#start({ ...this.#options, ...options });
  }

  async close(): Promise<void> {
    const parts = this.#parts;
    this.#parts = null;
    parts?.ipc.close();
    parts?.window.destroy();
    await parts?.core.close();
  }

  dispose(): Promise<void> {
    return rm(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  async #start(options: OpenCoreOptions): Promise<void> {
    const onFault = (error: unknown, where: string) => void this.faults.push({ error, where });
    const core = await openCore(options, {
      dataDir: this.dataDir,
      surface: 'desktop',
      onFault,
      onPanelFault: (fault) => void this.panelFaults.push(fault),
      apiToken: () => 'test-token',
    });
    const ipcMain = new IpcMain();
    const ipc = serveIpc({
      ipcMain,
      core,
      isPanelFrame: (frame) => frame !== null && frame.parent === null && isPanelUrl(frame.url),
      models: () => createWindowModels({ gateway: createGateway(core), onFault }),
      subscribeToNavigation: (listener) => {
        this.#navigators.add(listener);
        return () => this.#navigators.delete(listener);
      },
      onFault,
    });
    this.#parts = { core, ipc, ipcMain, window: await IpcWindow.open(ipcMain) };
    core.start();
  }

  #requireParts(): Parts {
    if (!this.#parts) throw new Error('The host is closed.');
    return this.#parts;
  }
}
