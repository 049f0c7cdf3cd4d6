const kept = new Set(
  (
    'color background-color text-align text-decoration text-indent text-transform vertical-align line-height letter-spacing white-space direction width ' +
    'max-width min-width height border-collapse border-spacing border-radius list-style-type display'
  ).split(' '),
);
const families = /^(?:font|margin|padding|border)(?:-[a-z-]+)?$/;
/** No brackets but those of colours, no addresses, no escapes: nothing that loads something or says something else than it seems. */
const plainValue = /^(?:[\w\s#%.,'"!/+-]|rgba?\([\d\s.,%/]+\))+$/i;
const hides = /^(?:display\s*:\s*(?!block|inline|inline-block)|.*expression)/i;

/** The part of an inline style that mail needs and that can do no harm: type, colour, space and lines. What lays one thing over another goes. */
export function cleanStyle(style: string): string {
  return style
    .split(';')
    .map((one) => one.trim())
    .filter((one) => {
      const [, name = '', value = ''] = /^([a-z-]+)\s*:\s*(.+)$/is.exec(one) ?? [];
      const property = name.toLowerCase();
      return (kept.has(property) || families.test(property)) && plainValue.test(value) && value.length <= 200 && !hides.test(one);
    })
    .join('; ');
}
