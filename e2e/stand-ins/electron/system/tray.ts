/**
 * Stands in for Electron's Tray: icon, tooltip and menu as data. As on Linux, a menu is shown as it was when it was set:
 * later changes of its items are not visible. It cannot show the icon among others, nor a system without a tray.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { asElectron, asStandIn, type ClassLike, preventable } from '../typing.ts';
import { clickItem, type MenuItemView, viewMenu } from './menu-items.ts';
import type { NativeImage } from './native-image.ts';
import { nativeImage } from './native-image.ts';

/** A tray icon as a person sees it. */
export interface TrayView {
  /** Path of the icon; null where it was not read from a file. */
  image: string | null;
  isTemplate: boolean;
  toolTip: string;
  title: string;
  menu: MenuItemView[];
  /** How often the icon and the menu were set; setting them too often makes the tray flicker. */
  imagesSet: number;
  menusSet: number;
}

const NOWHERE: Electron.Rectangle = { x: 0, y: 0, width: 0, height: 0 };

export class Tray extends EventEmitter {
  static readonly all = new Set<Tray>();
  #image: NativeImage;
  #toolTip = '';
  #title = '';
  #menu: Electron.Menu | null = null;
  #shown: MenuItemView[] = [];
  #imagesSet = 1;
  #menusSet = 0;
  #isDestroyed = false;

  constructor(image: Electron.NativeImage | string) {
    super();
    this.#image = imageOf(image);
    Tray.all.add(this);
  }

  setImage(image: Electron.NativeImage | string): void {
    this.#assertNotDestroyed();
    this.#image = imageOf(image);
    this.#imagesSet++;
  }

  setToolTip(toolTip: string): void {
    this.#assertNotDestroyed();
    this.#toolTip = toolTip;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setContextMenu(menu: Electron.Menu | null): void {
    this.#assertNotDestroyed();
    this.#menu = menu;
    this.#shown = menu ? viewMenu(menu) : [];
    this.#menusSet++;
  }

  popUpContextMenu(menu?: Electron.Menu): void {
    this.setContextMenu(menu ?? this.#menu);
  }

  setIgnoreDoubleClickEvents(_ignore: boolean): void {
    // A test never double-clicks by mistake.
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  destroy(): void {
    this.#isDestroyed = true;
    Tray.all.delete(this);
  }

  view(): TrayView {
    return {
      image: this.#image.path,
      isTemplate: this.#image.isTemplateImage(),
      toolTip: this.#toolTip,
      title: this.#title,
      menu: this.#shown,
      imagesSet: this.#imagesSet,
      menusSet: this.#menusSet,
    };
  }

  /** A click on the icon itself. */
  click(kind: 'click' | 'right-click' | 'double-click'): void {
    this.emit(kind, preventable({}), NOWHERE);
  }

  /** A click on an item of the menu; the system changes a check mark by itself. */
  choose(path: readonly string[]): void {
    if (!this.#menu) throw new Error('The tray has no menu.');
    clickItem(this.#menu, path);
    let items: MenuItemView[] | null = this.#shown;
    for (const [depth, label] of path.entries()) {
      const item: MenuItemView | undefined = items?.find((one) => one.label === label);
      if (item?.type === 'checkbox' && depth === path.length - 1) item.checked = !item.checked;
      items = item?.submenu ?? null;
    }
  }

  #assertNotDestroyed(): void {
    if (this.#isDestroyed) throw new TypeError('Tray is destroyed');
  }
}

Tray satisfies ClassLike<
  typeof Electron.Tray,
  | 'setImage'
  | 'setToolTip'
  | 'setTitle'
  | 'getTitle'
  | 'setContextMenu'
  | 'popUpContextMenu'
  | 'setIgnoreDoubleClickEvents'
  | 'isDestroyed'
  | 'destroy'
>;

const imageOf = (image: Electron.NativeImage | string): NativeImage =>
  asStandIn(
    typeof image === 'string' ? nativeImage.createFromPath(image) : asElectron<Electron.NativeImage>(image),
  );
