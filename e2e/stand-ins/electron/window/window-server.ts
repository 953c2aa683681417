/**
 * Stands in for Chromium below Electron: plays each window of a program as a page of a test's browser, with the program's own
 * schemes, its preload and its say in navigation, popups and permissions. It cannot show real processes and their sandboxes;
 * what a page calls `window.open` is told to the program and closed again, but the page gets an object, not null.
 */
import type { BrowserContext, Dialog, Frame, Page, Route } from '@playwright/test';
import type { Remote } from '../line.ts';
import type { ColorScheme, FrameFacts, ProgramAnswers, WindowAnswers, WindowFacts } from '../messages.ts';
import { originOf, toOwn, toPlayed } from './address-mapping.ts';
import { BINDING, DELIVERY, pageScript } from './page-script.ts';

interface PlayedWindow {
  id: number;
  facts: WindowFacts;
  page: Page;
  isCrashed: boolean;
  /** Addresses that the program itself asked for: it is not asked about them. */
  wanted: string | null;
  /** A document was asked for that has not come yet: what comes next is no move within the old one. */
  isLoading: boolean;
}

export class WindowServer {
  readonly #context: BrowserContext;
  readonly #program: Remote<ProgramAnswers>;
  readonly #windows = new Map<number, PlayedWindow>();
  readonly #onChange = new Set<() => void>();
  /** One thing after another, in the order in which the program asked. */
  #queue: Promise<unknown> = Promise.resolve();
  /** Called when a page that is to close wants to stay. */
  readonly #stays = new Map<number, () => void>();
  /** Where the page wanted to go that is just being opened by another. */
  #popup = { url: 'about:blank' };
  /** What went wrong in pages, in words. */
  readonly faults: string[] = [];
  readonly answers: WindowAnswers;

  constructor(context: BrowserContext, program: Remote<ProgramAnswers>) {
    this.#context = context;
    this.#program = program;
    this.answers = {
      openWindow: (id, facts) => this.#inTurn(() => this.#open(id, facts)),
      loadPage: (id, url) => this.#inTurn(() => this.#load(id, url)),
      reloadPage: (id) => this.#inTurn(() => this.#reload(id)),
      sendToPage: (id, channel, args) => this.#inTurn(() => this.#send(id, channel, args)),
      resizePage: (id, width, height) => this.#inTurn(() => this.#resize(id, width, height)),
      showColorScheme: (scheme) => this.#inTurn(() => this.#showScheme(scheme)),
      closePage: (id, isForced) => this.#inTurn(() => this.#close(id, isForced)),
      crashPage: (id) => this.#crash(id),
    };
  }

  /** Pages of the windows that are open now. */
  get pages(): Page[] {
    return [...this.#windows.values()].filter(({ isCrashed }) => !isCrashed).map(({ page }) => page);
  }

  /** Called whenever a window comes, goes, or has loaded. @returns the function that ends it */
  onChange(listener: () => void): () => void {
    this.#onChange.add(listener);
    return () => this.#onChange.delete(listener);
  }

  /** To be called before anything else is asked of it. */
  begin(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#context.route('**/*', (route) => this.#refusePopup(route).catch(() => undefined));
    });
  }

  /** The program has ended, and its windows with it. */
  async end(): Promise<void> {
    this.#windows.clear();
    await this.#context.close();
    this.#changed();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }

  #changed(): void {
    for (const listener of this.#onChange) listener();
  }

  #need(id: number): PlayedWindow {
    const window = this.#windows.get(id);
    if (!window) throw new Error(`The window ${id} is closed.`);
    return window;
  }

  async #open(id: number, facts: WindowFacts): Promise<void> {
    const window: PlayedWindow = {
      id,
      facts,
      page: await this.#context.newPage(),
      isCrashed: false,
      wanted: null,
      isLoading: false,
    };
    this.#windows.set(id, window);
    await this.#prepare(window);
    this.#changed();
  }

  async #prepare(window: PlayedWindow): Promise<void> {
    const { id, facts, page } = window;
    const { width, height } = facts;
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('popup', (popup) => this.#tell(this.#closePopup(window, popup)));
    page.on('crash', () => {
      window.isCrashed = true;
      this.#changed();
      this.#tell(this.#program.noteCrash(id));
    });
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      this.#tell(this.#program.noteNavigation(id, toOwn(frame.url()), !window.isLoading));
      window.isLoading = false;
    });
    page.on('load', async () => {
      this.#tell(page.title().then((title) => this.#program.noteTitle(id, title)));
      await this.#program.noteLoaded(id).catch(() => undefined);
      this.#changed();
    });
    page.on('dialog', (dialog) => this.#tell(this.#answerDialog(id, dialog)));
    await page.exposeBinding(BINDING, ({ frame }, message: { channel: string; args: unknown[] }) =>
      this.#program.answerInvoke(id, factsOf(frame), message.channel, message.args),
    );
    await page.addInitScript({ content: pageScript(facts.preload ?? '') });
    // A program may end in the middle of an answer; there is no page left to miss it then.
    await page.route('**/*', (route) => this.#answer(window, route).catch(() => undefined));
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme: facts.colorScheme });
  }

  async #answerDialog(id: number, dialog: Dialog): Promise<void> {
    if (dialog.type() !== 'beforeunload') await dialog.dismiss();
    else if (await this.#program.askPreventUnload(id)) await dialog.accept();
    else {
      await dialog.dismiss();
      this.#stays.get(id)?.();
    }
  }

  /** Every request of a window. Own schemes are answered by the program; the rest is the network's, or a test's. */
  async #answer(window: PlayedWindow, route: Route): Promise<void> {
    const request = route.request();
    const url = toOwn(request.url());
    if (request.isNavigationRequest()) {
      const isMainFrame = request.frame() === window.page.mainFrame();
      const isWanted = isMainFrame && window.wanted === url;
      if (isMainFrame) window.wanted = null;
      if (!isWanted && !(await this.#program.askNavigation(window.id, url, isMainFrame))) {
        await route.abort('aborted');
        return;
      }
      if (isMainFrame) {
        window.isLoading = true;
        await this.#grant(window.id, url);
      }
    }
    const response = await this.#program.answerRequest({
      url,
      method: request.method(),
      headers: request.headers(),
      body: request.postDataBuffer(),
    });
    if (!response) {
      await route.fallback();
      return;
    }
    const { status, headers, body } = response;
    await route.fulfill({ status, headers: Object.fromEntries(headers), body: Buffer.from(body) });
  }

  /** Permissions are asked for when a page comes: what is not granted then, Chromium refuses by itself. */
  async #grant(id: number, url: string): Promise<void> {
    const granted = await this.#program.grantedPermissions(id, originOf(url));
    // Whatever is not among them is refused.
    await this.#context.grantPermissions(granted);
  }

  /** Requests of pages that are no window: only a page can have opened them. */
  async #refusePopup(route: Route): Promise<void> {
    const request = route.request();
    if (request.isNavigationRequest() && !this.#isOurs(route)) {
      this.#popup = { url: toOwn(request.url()) };
      // Of one whose request fails, the browser says nothing until it is closed.
      await route.fulfill({ contentType: 'text/html', body: '' });
    } else await route.continue();
  }

  #isOurs(route: Route): boolean {
    try {
      const page = route.request().frame().page();
      return [...this.#windows.values()].some((window) => window.page === page);
    } catch {
      // A page that is only just being opened has no frame yet.
      return false;
    }
  }

  async #closePopup(window: PlayedWindow, popup: Page): Promise<void> {
    const { url } = this.#popup;
    this.#popup = { url: 'about:blank' };
    this.#tell(this.#program.notePopup(window.id, url, popup.mainFrame().name()));
    await popup.close();
  }

  async #load(id: number, url: string): Promise<void> {
    const window = await this.#alive(id);
    window.wanted = url;
    await window.page.goto(toPlayed(url));
  }

  async #reload(id: number): Promise<void> {
    const before = this.#need(id);
    const url = toOwn(before.page.url());
    await this.#load(id, url);
  }

  /** A page that crashed cannot be used again: another takes its place in the window. */
  async #alive(id: number): Promise<PlayedWindow> {
    const window = this.#need(id);
    if (!window.isCrashed) return window;
    await window.page.close();
    window.page = await this.#context.newPage();
    window.isCrashed = false;
    await this.#prepare(window);
    return window;
  }

  async #send(id: number, channel: string, args: unknown[]): Promise<void> {
    const window = this.#windows.get(id);
    if (!window || window.isCrashed) return;
    try {
      await window.page.evaluate(
        ([delivery, to, values]) => {
          const page = globalThis as unknown as Record<symbol, (to: string, values: unknown[]) => void>;
          page[Symbol.for(delivery)]?.(to, values);
        },
        [DELIVERY, channel, args] as const,
      );
    } catch {
      // The page went away, or to another address, meanwhile: so does a message to a renderer of Electron's.
    }
  }

  async #resize(id: number, width: number, height: number): Promise<void> {
    const window = this.#need(id);
    Object.assign(window.facts, { width, height });
    await window.page.setViewportSize({ width, height });
  }

  async #showScheme(colorScheme: ColorScheme): Promise<void> {
    for (const { facts, page } of this.#windows.values()) {
      facts.colorScheme = colorScheme;
      await page.emulateMedia({ colorScheme });
    }
  }

  async #close(id: number, isForced: boolean): Promise<boolean> {
    const window = this.#windows.get(id);
    if (!window) return true;
    const { page } = window;
    let leaves = true;
    if (!isForced && !window.isCrashed) {
      const stays = new Promise<boolean>((resolve) => this.#stays.set(id, () => resolve(false)));
      const gone = new Promise<boolean>((resolve) => page.once('close', () => resolve(true)));
      await page.close({ runBeforeUnload: true });
      leaves = await Promise.race([stays, gone]);
      this.#stays.delete(id);
    } else await page.close();
    if (leaves) {
      this.#windows.delete(id);
      this.#changed();
    }
    return leaves;
  }

  async #crash(id: number): Promise<void> {
    const { page } = this.#need(id);
    const session = await this.#context.newCDPSession(page);
    const crashed = new Promise((resolve) => page.once('crash', resolve));
    session.send('Page.crash').catch(() => undefined);
    await crashed;
  }

  /** What the program need not answer; one that has ended hears nothing. */
  #tell(telling: Promise<unknown>): void {
    telling.catch(() => undefined);
  }
}

/** A frame as the program is told of it. */
function factsOf(frame: Frame): FrameFacts {
  const parent = frame.parentFrame();
  const url = toOwn(frame.url());
  return {
    url,
    origin: originOf(url),
    name: frame.name(),
    isMainFrame: parent === null,
    parent: parent && factsOf(parent),
  };
}
