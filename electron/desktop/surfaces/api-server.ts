import { settingText } from '../../../shared/words/setting-text.ts';
import type { Core } from '../../core/create-core.ts';
import type { ApiKeyAdministration } from '../../core/storage/preferences.ts';
import type { Gateway } from '../../gateway/gateway.ts';
import type { ApiToken } from '../../http/access/api-token.ts';
import type { HostAccess } from '../../http/access/host-access.ts';
import type { HttpServer } from '../../http/http-server.ts';
import type { PublicUrl } from '../../http/sites/public-url.ts';
import { portNotApplied } from './port-not-applied.ts';

const HOST = '127.0.0.1';

export interface ApiServerOptions {
  core: Core;
  serverId: string;
  gateway: Gateway;
  hostAccess: HostAccess;
  token: ApiToken;
  /** Folder of the built panel. */
  panelDir: string;
  version: string;
  onFault(error: unknown, where: string): void;
}

export class ApiServer {
  readonly #options: ApiServerOptions;
  #server: HttpServer | null = null;
  #publicUrls: readonly PublicUrl[] = [];

  constructor(options: ApiServerOptions) {
    this.#options = options;
  }

  get token(): string {
    return this.#options.token.value;
  }

  /** Null while it is off. */
  get url(): string | null {
    return this.#server?.url ?? null;
  }

  get apiKeys(): ApiKeyAdministration | null {
    return this.#options.hostAccess.apiKeys;
  }

  /** @throws SwitchyardError `preference_not_applied`; an earlier server keeps running then */
  async start(port: number): Promise<void> {
    const started = await this.#listen(port);
    const old = this.#server;
    this.#server = started;
    await old?.close();
  }

  /** From now on these addresses are answered as well, also after a later start. */
  setPublicUrls(publicUrls: readonly PublicUrl[]): void {
    this.#publicUrls = publicUrls;
    this.#server?.setPublicUrls(publicUrls);
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.close();
  }

  /** Replaces the token; clients with the old one are refused from now on, also on open connections. */
  async renewToken(): Promise<void> {
    await this.#options.token.renew();
    await this.#options.hostAccess.replaceToken(this.token);
  }

  /** Signs every browser out; the token stays. */
  async signOutEverywhere(): Promise<void> {
    await this.#options.hostAccess.signOutEverywhere();
  }

  async #listen(port: number): Promise<HttpServer> {
    // Loaded only where the API is on, so that the app needs less memory without it.
    const { startHttpServer } = await import('../../http/http-server.ts');
    const { core, gateway, hostAccess, serverId, panelDir, version, onFault } = this.#options;
    try {
      return await startHttpServer({
        core,
        gateway,
        hostAccess,
        host: HOST,
        port,
        publicUrls: this.#publicUrls,
        trustedProxies: [],
        tls: null,
        panelDir,
        version,
        serverId,
        onFault,
      });
    } catch (error) {
      throw portNotApplied(settingText('preferences_HttpApi'), port, error);
    }
  }
}
