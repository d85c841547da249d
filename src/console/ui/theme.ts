import { type CSSVariablesResolver, createTheme } from '@mantine/core';

/** Fonts of the device only; each covers Vietnamese and the letters of Ê Đê and M'nông (ƀ, č, ê̆). */
const FONTS =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif, ' +
  '"Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji"';

export const theme = createTheme({
  fontFamily: FONTS,
  headings: { fontFamily: FONTS, fontWeight: '650' },
  primaryColor: 'teal',
  // White on shade 9 passes 4.5:1, in both schemes.
  primaryShade: 9,
  defaultRadius: 'md',
  respectReducedMotion: true,
  cursorType: 'pointer',
  // Twelve pixels are too small for many who work here.
  fontSizes: { xs: '0.875rem', sm: '0.9375rem' },
  components: {
    // Sixteen pixels: an iPhone makes the page larger, and leaves it so, for less.
    Input: { defaultProps: { size: 'md' } },
    InputWrapper: {
      defaultProps: { size: 'md' },
      styles: { description: { fontSize: 16 }, error: { fontSize: 16 } },
    },
    // A window within the page is no second header of it.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    ModalTitle: { defaultProps: { fw: 650, fz: 'lg' } },
    DrawerTitle: { defaultProps: { fw: 650, fz: 'lg' } },
    // As they come: capitals of 11 px, which nobody reads at arm's length.
    Badge: { defaultProps: { size: 'lg', tt: 'none', fw: 600 } },
  },
});

/** Mantine's dimmed text is 3.3:1 on white, its words on a light badge 4.3:1; these are above 4.5:1 on every surface. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#545c64',
    '--mantine-color-placeholder': '#646b73',
    '--mantine-color-error': '#c11f1f',
    '--mantine-color-anchor': '#0b6e4f',
    '--mantine-color-teal-light-color': '#065f46',
    '--mantine-color-yellow-light-color': '#6b4a00',
    '--mantine-color-red-light-color': '#a61b1b',
    '--mantine-color-gray-light-color': '#3d444b',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b1ba',
    '--mantine-color-placeholder': '#9aa2ab',
    '--mantine-color-error': '#ff8787',
    '--mantine-color-anchor': '#63d3a6',
    '--mantine-color-teal-light-color': '#8ce8c4',
    '--mantine-color-yellow-light-color': '#ffe066',
    '--mantine-color-red-light-color': '#ffb3b3',
    '--mantine-color-gray-light-color': '#d5dade',
  },
});
