/** What the program on the stand-in and the test that plays its windows ask each other. Types alone. */

/** A frame as it is when it calls, with its parents; the last one is the window's main frame. Addresses are the program's. */
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

/** Asked of the test, which plays windows as pages of its browser. */
export type WindowAnswers = {
  openWindow(id: number, facts: WindowFacts): void;
  /** Resolves when the page is loaded. Rejects with Chromium's words for what went wrong. */
  loadPage(id: number, url: string): Promise<void>;
  reloadPage(id: number): Promise<void>;
  sendToPage(id: number, channel: string, args: unknown[]): void;
  resizePage(id: number, width: number, height: number): void;
  showColorScheme(scheme: ColorScheme): void;
  /** @returns false when the page asked to stay, and was heard */
  closePage(id: number, isForced: boolean): Promise<boolean>;
  crashPage(id: number): Promise<void>;
};

/** Asked of the program by the windows. */
export type ProgramAnswers = {
  /** Null: the scheme is not one of the program's own. */
  answerRequest(request: RequestFacts): Promise<ResponseFacts | null>;
  /** @returns whether it may be */
  askNavigation(id: number, url: string, isMainFrame: boolean): boolean;
  noteNavigation(id: number, url: string, isSameDocument: boolean): void;
  noteLoaded(id: number): void;
  noteTitle(id: number, title: string): void;
  noteCrash(id: number): void;
  notePopup(id: number, url: string, frameName: string): void;
  /** @returns true: the window is closed all the same */
  askPreventUnload(id: number): boolean;
  answerInvoke(id: number, frame: FrameFacts, channel: string, args: unknown[]): Promise<InvokeReply>;
  /** Which of Chromium's permissions a page may use without asking anybody. */
  grantedPermissions(id: number, origin: string): Promise<string[]>;
};
