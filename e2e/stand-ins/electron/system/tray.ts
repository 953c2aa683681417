/**
 * Stands in for Electron's Tray: icon, tooltip and menu as data. As on Linux, a menu is shown as it was when it was set: what
 * is changed in its items afterwards is not seen. It cannot show the icon among others, or a system without a tray.
 */
import { EventEmitter } from 'node:events';
import type * as Electron from 'electron';
import { asElectron, asOurs, type ClassLike, preventable } from '../typing.ts';
import { clickItem, type SeenItem, seen } from './menu-items.ts';
import type { NativeImage } from './native-image.ts';
import { nativeImage } from './native-image.ts';

/** As a person sees it. */
export interface SeenTray {
  /** Path of the icon; null where it was not read from a file. */
  image: string | null;
  isTemplate: boolean;
  toolTip: string;
  title: string;
  menu: SeenItem[];
  /** How often the icon, and the menu, were set: what is set too often flickers. */
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
  #shown: SeenItem[] = [];
  #imagesSet = 1;
  #menusSet = 0;
  #isDestroyed = false;

  constructor(image: Electron.NativeImage | string) {
    super();
    this.#image = imageOf(image);
    Tray.all.add(this);
  }

  setImage(image: Electron.NativeImage | string): void {
    this.#need();
    this.#image = imageOf(image);
    this.#imagesSet++;
  }

  setToolTip(toolTip: string): void {
    this.#need();
    this.#toolTip = toolTip;
  }

  setTitle(title: string): void {
    this.#title = title;
  }

  getTitle(): string {
    return this.#title;
  }

  setContextMenu(menu: Electron.Menu | null): void {
    this.#need();
    this.#menu = menu;
    this.#shown = menu ? seen(menu) : [];
    this.#menusSet++;
  }

  popUpContextMenu(menu?: Electron.Menu): void {
    this.setContextMenu(menu ?? this.#menu);
  }

  setIgnoreDoubleClickEvents(_ignore: boolean): void {
    // Every click of a test is one click.
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  destroy(): void {
    this.#isDestroyed = true;
    Tray.all.delete(this);
  }

  seen(): SeenTray {
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

  /** A click on an item of its menu, which a system marks by itself. */
  choose(path: readonly string[]): void {
    if (!this.#menu) throw new Error('The tray has no menu.');
    clickItem(this.#menu, path);
    let items: SeenItem[] | null = this.#shown;
    for (const [depth, label] of path.entries()) {
      const item: SeenItem | undefined = items?.find((one) => one.label === label);
      if (item?.type === 'checkbox' && depth === path.length - 1) item.checked = !item.checked;
      items = item?.submenu ?? null;
    }
  }

  #need(): void {
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
  asOurs(
    typeof image === 'string' ? nativeImage.createFromPath(image) : asElectron<Electron.NativeImage>(image),
  );
