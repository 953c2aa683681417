import { settingText } from '../../../shared/words/setting-text.ts';
import type { GatewayPort } from '../../core/api/gateway-port.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { HostAccess } from '../../http/access/host-access.ts';
import type { GatewayServer } from '../../http/gateway-server.ts';
import type { PublicUrl } from '../../http/sites/public-url.ts';
import { portNotApplied } from './port-not-applied.ts';

const HOST = '127.0.0.1';

export interface DesktopGatewayOptions {
  core: { setGateway(gateway: GatewayPort | null): void };
  gateway: Gateway;
  hostAccess: HostAccess;
  onFault(error: unknown, where: string): void;
}

export class DesktopGateway {
  readonly #options: DesktopGatewayOptions;
  #server: GatewayServer | null = null;
  #publicUrls: readonly PublicUrl[] = [];

  constructor(options: DesktopGatewayOptions) {
    this.#options = options;
  }

  /** Null while it is off. */
  get port(): number | null {
    return this.#server && Number(new URL(this.#server.info.url).port);
  }

  /** From now on these addresses are answered as well, also after a later start. */
  setPublicUrls(publicUrls: readonly PublicUrl[]): void {
    this.#publicUrls = publicUrls;
  }

  /** @throws SwitchyardError `preference_not_applied`; an earlier server keeps running then */
  async start(port: number): Promise<void> {
    try {
      await this.#replace(port);
    } catch (error) {
      throw portNotApplied(settingText('preferences_Gateway'), port, error);
    }
  }

  /** The same at the start of the program, where another free port is taken in place of one that cannot be had. */
  async startOnFreePort(port: number): Promise<void> {
    try {
      await this.#replace(port);
    } catch {
      await this.start(0);
    }
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#options.core.setGateway(null);
    await server?.close();
  }

  async #replace(port: number): Promise<void> {
    // Loaded only where the gateway is on, so that the app needs less memory without it.
    const { startGatewayServer } = await import('../../http/gateway-server.ts');
    const { core, gateway, hostAccess, onFault } = this.#options;
    const started = await startGatewayServer({
      gateway,
      hostAccess,
      host: HOST,
      port,
      publicUrls: () => this.#publicUrls,
      gatewayUrls: [],
      trustedProxies: [],
      tls: null,
      onFault,
    });
    const old = this.#server;
    this.#server = started;
    core.setGateway(started);
    await old?.close();
  }
}
