/** Draws a menu with all its submenus open, so that one screenshot shows all of it. */
import type { MenuItemView } from '../stand-ins/electron/system/menu-items.ts';

const COLOURS = {
  light: { back: '#ececec', menu: '#fbfbfb', text: '#1c1c1e', faint: '#8a8a8e', line: '#d8d8dc' },
  dark: { back: '#1b1b1d', menu: '#2b2b2e', text: '#f2f2f4', faint: '#8e8e93', line: '#46464a' },
} as const;

/** @returns a page whose only element is the drawing */
export function drawMenu(items: readonly MenuItemView[], scheme: keyof typeof COLOURS): string {
  const { back, menu, text, faint, line } = COLOURS[scheme];
  return `<!doctype html><meta charset="utf-8"><style>
    body { margin: 0; font: 13px/1.35 system-ui, sans-serif; color: ${text}; }
    body > div { display: inline-flex; gap: 10px; align-items: flex-start; padding: 18px; background: ${back}; }
    ul { list-style: none; margin: 0; padding: 5px; background: ${menu}; border: 1px solid ${line}; border-radius: 8px; box-shadow: 0 4px 14px #0003; min-width: 170px; }
    li { display: flex; gap: 8px; padding: 3px 10px 3px 4px; white-space: nowrap; }
    li > i { width: 14px; font-style: normal; text-align: center; }
    li > b { font-weight: 400; flex: 1; }
    li > span { color: ${faint}; padding-left: 18px; }
    .off { color: ${faint}; }
    hr { border: 0; border-top: 1px solid ${line}; margin: 5px 8px; width: 100%; }
    h2 { font-size: 11px; font-weight: 600; color: ${faint}; margin: 0 0 4px 6px; }
  </style><div>${columns(items).join('')}</div>`;
}

/** One column per menu: the menu itself, then each submenu under its name. */
function columns(items: readonly MenuItemView[], title = ''): string[] {
  const heading = title === '' ? '' : `<h2>${asText(title)}</h2>`;
  const below = items.flatMap(({ label, submenu }) => (submenu?.length ? columns(submenu, label) : []));
  return [`<section>${heading}<ul>${items.map(drawItem).join('')}</ul></section>`, ...below];
}

function drawItem({ label, type, enabled, checked, accelerator, submenu }: MenuItemView): string {
  if (type === 'separator') return '<li><hr></li>';
  const mark = checked ? '✓' : '';
  const right = submenu?.length ? '▸' : (accelerator ?? '').replaceAll('CmdOrCtrl', 'Ctrl');
  return `<li class="${enabled ? '' : 'off'}"><i>${mark}</i><b>${asText(label)}</b><span>${asText(right)}</span></li>`;
}

const asText = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
