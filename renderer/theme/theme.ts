/** The theme of the panel. It loads nothing. Each text colour has a contrast of at least 4.5:1 to its background. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The colour of everything that can be pressed. The colours of statuses are in theme.css. */
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

/** Pixels between a menu and the edge of the window. */
const MENU_MARGIN = 8;

export const theme = createTheme({
  primaryColor: 'steel',
  primaryShade: { light: 7, dark: 7 },
  colors: { steel, dark },
  fontFamily: 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Ubuntu, sans-serif',
  fontFamilyMonospace: mono,
  fontSizes: { xs: '0.75rem', sm: '0.8438rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.25rem' },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '11px', xl: '16px' },
  headings: { fontWeight: '650' },
  respectReducedMotion: true,
  cursorType: 'pointer',
  focusRing: 'auto',
  components: {
    ModalRoot: { defaultProps: { transitionProps: { duration: 120 } } },
    DrawerRoot: { defaultProps: { transitionProps: { duration: 140 } } },
    Tooltip: {
      defaultProps: {
        openDelay: 250,
        multiline: true,
        maw: 280,
        fz: 'xs',
        events: { hover: true, focus: true, touch: true },
      },
    },
    Menu: {
      defaultProps: {
        shadow: 'md',
        position: 'bottom-end',
        withinPortal: true,
        // One that is higher than what is below its button moves up over the button; one that is higher than the window scrolls.
        middlewares: { shift: { padding: MENU_MARGIN, crossAxis: true, limiter: undefined } },
      },
      styles: { dropdown: { maxHeight: `calc(100dvh - ${2 * MENU_MARGIN}px)`, overflowY: 'auto' } },
    },
  },
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#59626e',
    '--mantine-color-placeholder': '#6b7480',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-anchor': '#2b5a8c',
  },
  dark: {
    '--mantine-color-dimmed': '#a0a9b4',
    '--mantine-color-placeholder': '#87909b',
    '--mantine-color-error': '#ff8f85',
    '--mantine-color-body': '#1a1e23',
    '--mantine-color-anchor': '#93b4d6',
  },
});
