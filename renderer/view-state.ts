/** What this page is looking at: the open dialog and what the list is narrowed to. Nothing of it leaves the page. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Finding } from './add-backend/finding.ts';
import type { Group } from './backends/status-words.ts';

export type Dialog =
  /** With something that was found, the form for it. */
  | { kind: 'add'; finding?: Finding }
  | { kind: 'edit'; id: number }
  | { kind: 'log'; id: number }
  | { kind: 'command-line'; id: number }
  | { kind: 'deleted' }
  | { kind: 'import' }
  | { kind: 'export' }
  | { kind: 'preferences' }
  | { kind: 'about' };

export interface ViewState {
  /** One dialog at a time. */
  dialog: Dialog | null;
  filterText: string;
  filterGroup: Group | null;
  /** Set while a form holds unsaved edits: it asks, and goes on only once they are given up. */
  guard: ((goOn: () => void) => void) | null;
}

export type ViewStore = StoreApi<ViewState>;

export function createViewStore(): ViewStore {
  return createStore<ViewState>()(() => ({ dialog: null, filterText: '', filterGroup: null, guard: null }));
}
