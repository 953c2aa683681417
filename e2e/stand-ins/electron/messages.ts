/** What the program on the stand-in and the test that shows its windows call on each other. Types only. */

/** A frame at the time of its call, with its parents up to the main frame of the window. Addresses are those of the program. */
export interface FrameFacts {
  url: string;
  origin: string;
  name: string;
  isMainFrame: boolean;
  parent: FrameFacts | null;
}

export interface RequestFacts {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: Uint8Array | null;
}

export interface ResponseFacts {
  status: number;
  headers: [string, string][];
  body: Uint8Array;
}

/** A reply to `ipcRenderer.invoke`. */
export type InvokeReply = { value: unknown } | { error: string };

export type ColorScheme = 'light' | 'dark';

export interface WindowFacts {
  /** Source of the preload script. */
  preload: string | null;
  width: number;
  height: number;
  colorScheme: ColorScheme;
}

/** Called by the program on the test, which shows windows as pages of its browser. */
export type WindowHandlers = {
  openWindow(id: number, facts: WindowFacts): void;
  /** Resolves when the page is loaded. Rejects with the error of Chromium. */
  loadPage(id: number, url: string): Promise<void>;
  reloadPage(id: number): Promise<void>;
  sendToPage(id: number, channel: string, args: unknown[]): void;
  resizePage(id: number, width: number, height: number): void;
  showColorScheme(scheme: ColorScheme): void;
  /** @returns false where the page asked to stay, and the program let it */
  closePage(id: number, isForced: boolean): Promise<boolean>;
  crashPage(id: number): Promise<void>;
};

/** Called by the windows on the program. */
export type ProgramHandlers = {
  /** Null: the scheme is not one of the program's own. */
  handleRequest(request: RequestFacts): Promise<ResponseFacts | null>;
  /** @returns whether the program allows it */
  allowsNavigation(id: number, url: string, isMainFrame: boolean): boolean;
  onNavigated(id: number, url: string, isSameDocument: boolean): void;
  onLoaded(id: number): void;
  onTitle(id: number, title: string): void;
  onCrash(id: number): void;
  onPopup(id: number, url: string, frameName: string): void;
  /** @returns true: the window is closed although its page wants to stay */
  forcesUnload(id: number): boolean;
  handleInvoke(id: number, frame: FrameFacts, channel: string, args: unknown[]): Promise<InvokeReply>;
  /** The permissions, by Chromium's names, that a page of that origin has. */
  grantedPermissions(id: number, origin: string): Promise<string[]>;
};
