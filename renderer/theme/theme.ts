/** Mantine's theme: the tokens of tokens.css, and the palettes and durations that it computes with. It loads nothing. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The colour of everything that can be pressed. */
const steel: MantineColorsTuple = [
  '#eef3f9',
  '#dbe5f0',
  '#b9cde2',
  '#93b4d6',
  '#6d97c4',
  '#5181b4',
  '#42719f',
  '#315f90',
  '#2b4f76',
  '#1d3c5e',
];

/** The greys of the dark scheme. */
const dark: MantineColorsTuple = [
  '#d9dde3',
  '#b7bec8',
  '#98a1ad',
  '#6f7884',
  '#3d444e',
  '#30363f',
  '#22272e',
  '#14171b',
  '#101316',
  '#0b0d0f',
];

const mono = 'ui-monospace, SFMono-Regular, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace';

/** The id of the element in the main landmark that holds open menus, lists of choices and tooltips: outside it a screen reader's list of landmarks would lack them. */
export const LAYERS_ID = 'sy-layers';

/** Pixels between a menu and the edge of the window. */
const MENU_MARGIN = 8;

/** The tokens of tokens.css for Mantine's sizes. */
const tokens = (kind: 'text' | 'radius') =>
  Object.fromEntries(['xs', 'sm', 'md', 'lg', 'xl'].map((size) => [size, `var(--sy-${kind}-${size})`]));

export const theme = createTheme({
  primaryColor: 'steel',
  primaryShade: { light: 7, dark: 7 },
  colors: { steel, dark },
  fontFamily: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, sans-serif',
  fontFamilyMonospace: mono,
  fontSizes: tokens('text'),
  defaultRadius: 'md',
  radius: tokens('radius'),
  headings: { fontWeight: '650' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    ModalRoot: { defaultProps: { transitionProps: { duration: 120 } } },
    DrawerRoot: { defaultProps: { transitionProps: { duration: 140 } } },
    Tooltip: {
      defaultProps: {
        portalProps: { target: `#${LAYERS_ID}` },
        openDelay: 250,
        multiline: true,
        maw: 280,
        fz: 'xs',
        events: { hover: true, focus: true, touch: true },
      },
    },
    ComboboxChevron: { defaultProps: { 'aria-hidden': true } },
    Combobox: { defaultProps: { portalProps: { target: `#${LAYERS_ID}` } } },
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-end',
        withinPortal: true,
        portalProps: { target: `#${LAYERS_ID}` },
        // Its first item gets the focus. In the place of that, Mantine would focus an element without a role.
        withInitialFocusPlaceholder: false,
        // One that is higher than what is below its button moves up over the button; one that is higher than the window scrolls.
        middlewares: { shift: { padding: MENU_MARGIN, crossAxis: true, limiter: undefined } },
      },
      styles: { dropdown: { maxHeight: `calc(100dvh - ${2 * MENU_MARGIN}px)`, overflowY: 'auto' } },
    },
  },
});

const ownColours = {
  '--mantine-color-dimmed': 'var(--sy-dimmed)',
  '--mantine-color-placeholder': 'var(--sy-placeholder)',
  '--mantine-color-error': 'var(--sy-danger)',
  '--mantine-color-body': 'var(--sy-card)',
  '--mantine-color-anchor': 'var(--sy-anchor)',
};

/** Mantine sets its own for each scheme, and they stand behind those without. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: ownColours,
  dark: ownColours,
});
