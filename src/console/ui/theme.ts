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
});

/** Mantine's dimmed text is 3.3:1 on white; these are above 4.5:1 on every surface of the page. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#545c64',
    '--mantine-color-placeholder': '#646b73',
    '--mantine-color-error': '#c11f1f',
  },
  dark: {
    '--mantine-color-dimmed': '#a9b1ba',
    '--mantine-color-placeholder': '#9aa2ab',
    '--mantine-color-error': '#ff8787',
  },
});
