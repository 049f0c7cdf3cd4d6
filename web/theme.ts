import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const ten = (values: string) => values.split(' ') as unknown as MantineColorsTuple;
const quick = { duration: 120 };
const behind = { color: 'var(--scrim)', backgroundOpacity: 1, blur: 0 };

/** Paper, ink, lapis, rubric and green, as the components of the interface need them. Colours themselves live in tokens.css. */
export const theme = createTheme({
  primaryColor: 'lapis',
  primaryShade: { light: 7, dark: 6 },
  defaultRadius: 6,
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  headings: { fontFamily: 'var(--sans)', fontWeight: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  breakpoints: { xs: '40em', sm: '48em', md: '68.75em', lg: '81.25em', xl: '96em' },
  shadows: { xs: 'none', sm: 'none', md: 'none', lg: 'none', xl: 'none' },
  colors: {
    lapis: ten('#EBEEF7 #D5DBEE #B9C4E6 #A6B8F4 #7F95DC #5473CE #4564BF #24408E #1A306E #122350'),
    rubric: ten('#FAEEEB #F6DAD5 #F2B9B1 #F2998F #DC7468 #C9564B #B9443A #A8322A #862620 #651B17'),
    green: ten('#E9F1EC #CFE2D6 #B0D5BF #8FC9A6 #69A985 #4C8D69 #3A7856 #2C6647 #21503A #173B2A'),
    gray: ten('#FBFAF7 #F4F2EB #E3DFD5 #C8C2B5 #A8A297 #88837A #69655E #4F4C47 #33312E #1C1B1A'),
    dark: ten('#EDE9E1 #BDB7AC #A09A8F #837D74 #4C4843 #34312E #232120 #1C1B1A #151413 #0E0D0D'),
  },
  // By name alone: importing the components here would bring all of them into the first download.
  components: {
    Button: { defaultProps: { size: 'sm', variant: 'default' } },
    InputWrapper: { defaultProps: { size: 'sm', withAsterisk: false, inputWrapperOrder: ['label', 'input', 'description', 'error'] } },
    Input: { defaultProps: { size: 'sm' } },
    Modal: { defaultProps: { overlayProps: behind, transitionProps: quick, radius: 6, shadow: 'none' } },
    Menu: { defaultProps: { shadow: 'none', transitionProps: quick, radius: 6 } },
    Popover: { defaultProps: { shadow: 'none', transitionProps: quick, radius: 6 } },
    Tooltip: { defaultProps: { transitionProps: quick } },
  },
});

const fromTokens = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--lapis)',
  '--mantine-color-error': 'var(--rubric)',
  '--mantine-color-default': 'var(--sheet)',
  '--mantine-color-default-hover': 'var(--paper-sunk)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--rule-strong)',
  '--mantine-color-disabled': 'var(--paper-sunk)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--rule)',
  '--mantine-primary-color-filled': 'var(--lapis-fill)',
  '--mantine-primary-color-filled-hover': 'var(--lapis-fill-hover)',
  '--mantine-color-lapis-filled': 'var(--lapis-fill)',
  '--mantine-color-lapis-filled-hover': 'var(--lapis-fill-hover)',
  '--mantine-color-lapis-light': 'var(--lapis-wash)',
  '--mantine-color-lapis-light-color': 'var(--lapis)',
  '--mantine-color-lapis-outline': 'var(--lapis)',
  '--mantine-color-rubric-outline': 'var(--rubric)',
  '--mantine-color-rubric-outline-hover': 'var(--rubric-wash)',
  '--mantine-color-rubric-light': 'var(--rubric-wash)',
  '--mantine-color-rubric-light-color': 'var(--rubric)',
  '--mantine-color-rubric-text': 'var(--rubric)',
};

/** Ties the interface's own variables to the tokens, in both schemes, so that a colour has one home. */
export const resolveVariables: CSSVariablesResolver = () => ({ variables: {}, light: fromTokens, dark: fromTokens });
