/** A host in the process of the test, with real sockets and workers: core and HTTP server, wired as in the headless host. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'vitest';
import type { PanelFault } from '../../../electron/core/api/panel-faults.ts';
import type { Core } from '../../../electron/core/create-core.ts';
import { createGateway } from '../../../electron/gateway/create-gateway.ts';
import { type HostAccess, openHostAccess } from '../../../electron/http/access/host-access.ts';
import { type HttpServer, startHttpServer } from '../../../electron/http/http-server.ts';
import { parsePublicUrl } from '../../../electron/http/sites/public-url.ts';
import type { TlsCertificate } from '../../../electron/http/tls/certificate.ts';
import { type ContractHost, openForTest } from './contract-host.ts';
import { type OpenCoreOptions, openCore } from './open-core.ts';

export interface HttpHostOptions extends OpenCoreOptions {
  /** Null: no caller needs one. */
  token?: string | null;
  /** Folder of the panel; none where it is left out. */
  panelDir?: string;
  /** Addresses by which a proxy or a tunnel leads to it. */
  publicUrls?: readonly string[];
  /** Networks of the proxies whose forwarded headers count. */
  trustedProxies?: readonly string[];
  /** Default: plain HTTP. */
  tls?: TlsCertificate;
  /** Milliseconds for the body of a request to arrive. */
  bodyTimeoutMs?: number;
}

export class HttpHost implements ContractHost {
  readonly dataDir: string;
  readonly token: string | null;
  /** Faults that the program would have logged. */
  readonly faults: { error: unknown; where: string }[] = [];
  readonly panelFaults: PanelFault[] = [];
  readonly #options: HttpHostOptions;
  #parts: { core: Core; hostAccess: HostAccess; server: HttpServer } | null = null;
  #session: string | null = null;

  private constructor(dataDir: string, options: HttpHostOptions) {
    this.dataDir = dataDir;
    this.token = options.token === undefined ? 'test-token' : options.token;
    this.#options = options;
  }

  static async open(options: HttpHostOptions = {}): Promise<HttpHost> {
    const host = new HttpHost(await mkdtemp(join(tmpdir(), 'switchyard-contract-')), options);
    await host.#start(options);
    return host;
  }

  get core(): Core {
    return this.#requireParts().core;
  }

  get hostAccess(): HostAccess {
    return this.#requireParts().hostAccess;
  }

  get server(): HttpServer {
    return this.#requireParts().server;
  }

  /** Without a trailing slash. */
  get url(): string {
    return this.server.url;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  async call(operation: string, input: object = {}): Promise<Record<string, unknown>> {
    const session_id = await this.session();
    return (await (await this.post(`/API/${operation}`, { session_id, ...input })).json()) as Record<
      string,
      unknown
    >;
  }

  async session(): Promise<string> {
    if (this.#session === null) {
      const opened = (await (await this.post('/API/GetNewSession', {})).json()) as { session_id: string };
      this.#session = opened.session_id;
    }
    return this.#session;
  }

  /** Posts JSON with the token. A text is sent as it is. */
  post(path: string, body: object | string, headers: Record<string, string> = {}): Promise<Response> {
    return this.request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** Sends any request, with the token unless `init` has an Authorization. */
  request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.token !== null && !headers.has('Authorization'))
      headers.set('Authorization', `Bearer ${this.token}`);
    return fetch(`${this.url}${path}`, { redirect: 'manual', ...init, headers });
  }

  async reopen(options: HttpHostOptions = {}): Promise<void> {
    await this.close();
    await this.#start({ ...this.#options, ...options });
  }

  async close(): Promise<void> {
    const parts = this.#parts;
    this.#parts = null;
    this.#session = null;
    await parts?.core.close();
    await parts?.server.close();
    await parts?.hostAccess.close();
  }

  dispose(): Promise<void> {
    return rm(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  async #start(options: HttpHostOptions): Promise<void> {
    const onFault = (error: unknown, where: string) => void this.faults.push({ error, where });
    const core = await openCore(options, {
      dataDir: this.dataDir,
      surface: 'headless',
      onFault,
      onPanelFault: (fault) => void this.panelFaults.push(fault),
      apiToken: () => this.token,
    });
    const hostAccess = await openHostAccess({ token: this.token, dataDir: this.dataDir, onFault });
    const server = await startHttpServer({
      core,
      gateway: createGateway(core),
      hostAccess,
      host: '127.0.0.1',
      port: 0,
      publicUrls: (options.publicUrls ?? []).map(parsePublicUrl),
      trustedProxies: options.trustedProxies ?? [],
      tls: options.tls ?? null,
      panelDir: options.panelDir ?? join(this.dataDir, 'no-panel'),
      version: '1.2.3',
      serverId: 'test-server',
      onFault,
      ...(options.bodyTimeoutMs === undefined ? {} : { bodyTimeoutMs: options.bodyTimeoutMs }),
    });
    this.#parts = { core, hostAccess, server };
    core.start();
  }

  #requireParts(): { core: Core; hostAccess: HostAccess; server: HttpServer } {
    if (!this.#parts) throw new Error('The host is closed.');
    return this.#parts;
  }
}

/** Opens a host for one test, which names its own context since tests run at the same time. See `openForTest`. */
export const openHost = ({ onTestFinished }: TestContext, options: HttpHostOptions = {}) =>
  openForTest(HttpHost.open, options, onTestFinished);
