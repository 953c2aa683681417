/** Every view of the panel, as the gallery shows it in English and in its pseudo-languages. */
import type { Locator, Page } from '@playwright/test';

/** A scene of the gallery, and how a person goes on from there. */
export interface GalleryView {
  scene: string;
  /** Leads from the scene to the view. */
  open?: (page: Page) => Promise<void>;
  /** What the view adds to the page; left out: the topmost dialog, or the page where there is none. */
  part?: (page: Page) => Locator;
}

/** Matches a name in English and in a pseudo-language, which has accents and other digits. @param rest what may follow it */
function spoken(name: string, rest = ''): RegExp {
  const letters = name
    .replace(/\./g, '\\.')
    .replace(/\d/g, '[$&٠-٩]')
    .replace(/[a-zA-Z]/g, '[$&À-ž]');
  return new RegExp(`^⟦*${letters}${rest}( ~~~)*⟧*$`);
}

const press =
  (name: string, role: 'button' | 'menuitem' = 'button', rest = '') =>
  async (page: Page) =>
    await page
      .getByRole(role, { name: spoken(name, rest) })
      .first()
      .click();

const seen = (text: string) => async (page: Page) =>
  await page.getByText(spoken(text, '.*')).first().waitFor();

const menu = (page: Page) => page.getByRole('menu');

/** Without a dialog. */
export const pageViews: Record<string, GalleryView> = {
  empty: { scene: 'empty' },
  'sign-in': { scene: 'signin' },
  cards: { scene: 'states' },
  rows: { scene: 'rows' },
  table: { scene: 'table' },
  'grouped-rows': { scene: 'grouped' },
  'grouped-table': { scene: 'grouped-table' },
  lanes: { scene: 'lanes' },
  'lanes-no-gpu': { scene: 'lanes-no-gpu' },
  'nothing-found': { scene: 'nothing' },
  'failed-calls': { scene: 'failing' },
  'connection-lost': { scene: 'two-gpus-lost' },
  viewer: { scene: 'viewer' },
  locked: { scene: 'locked' },
  notices: { scene: 'notices' },
  'make-room': { scene: 'make-room' },
  deleted: {
    scene: 'few',
    open: async (page) => {
      await press('More actions')(page);
      await press('Delete', 'menuitem')(page);
      await page.getByRole('button', { name: spoken('Undo') }).waitFor();
    },
    part: (page) =>
      page.getByRole('alert').filter({ has: page.getByRole('button', { name: spoken('Undo') }) }),
  },
  completions: {
    scene: 'rows',
    open: async (page) => {
      await page.getByLabel(spoken('Filter backends')).fill('status:');
      await page.getByRole('option').first().waitFor();
    },
    part: (page) => page.getByRole('listbox'),
  },
};

/** Sixty backends of which nine have failed. */
export const sixtyViews: Record<string, GalleryView> = {
  cards: { scene: 'sixty-cards' },
  rows: { scene: 'sixty-rows' },
  table: { scene: 'sixty-table' },
  selected: { scene: 'selected' },
};

export const menuViews: Record<string, GalleryView> = {
  card: { scene: 'few', open: press('More actions'), part: menu },
  more: { scene: 'few', open: press('More'), part: menu },
  'free-memory': { scene: 'few', open: press('Free memory of all'), part: menu },
  'group-by': { scene: 'rows', open: press('Group by', 'button', '.*'), part: menu },
  columns: { scene: 'table', open: press('Columns'), part: menu },
  all: { scene: 'rows', open: press('Actions for all', 'button', '.*'), part: menu },
};

export const dialogViews: Record<string, GalleryView> = {
  add: { scene: 'add' },
  'add-form': {
    scene: 'add',
    open: async (page) =>
      await page
        .getByRole('dialog')
        .getByRole('button', { name: spoken('Local language model', '.*') })
        .click(),
  },
  edit: { scene: 'edit', open: seen('There is no file at this path.') },
  'edit-discard': {
    scene: 'edit',
    open: async (page) => {
      await page.getByRole('dialog').getByLabel(spoken('Title')).fill('Another');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: spoken('Discard changes') }).waitFor();
    },
  },
  import: { scene: 'import' },
  'import-plan': { scene: 'import-plan' },
  found: { scene: 'found', open: seen('Found on this computer') },
  export: { scene: 'export' },
  models: { scene: 'models', open: seen('2 models') },
  activity: { scene: 'activity' },
  log: { scene: 'short-log', open: seen('Started as PID 21400') },
  chat: { scene: 'chat' },
  'use-in': { scene: 'use-in' },
  tags: { scene: 'tags' },
  'command-line': { scene: 'command-line' },
  'restart-several': { scene: 'bulk-restart' },
  'tag-several': { scene: 'bulk-tag' },
  gpu: { scene: 'gpu-dialog', open: seen('Used by') },
  usage: { scene: 'usage-dialog' },
};

/** Dialogs about the program. */
export const programViews: Record<string, GalleryView> = {
  preferences: { scene: 'preferences-api', open: seen('There is no folder at this path.') },
  'preferences-notes': { scene: 'preferences-notes', open: seen('There is no folder at this path.') },
  'api-keys': { scene: 'api-keys' },
  'add-api-key': { scene: 'api-keys', open: press('Add API key…') },
  palette: { scene: 'palette' },
  shortcuts: { scene: 'shortcuts' },
  report: { scene: 'report' },
  about: { scene: 'about' },
  'recently-deleted': { scene: 'deleted' },
};
