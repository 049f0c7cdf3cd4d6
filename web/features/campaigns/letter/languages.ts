/** Languages that are offered; any other can be typed as a code (BCP 47: language, and region where it matters). */
const offered =
  'ar bg bn bs ca cs cy da de de-AT de-CH el en en-GB en-US es et eu fa fi fr fr-BE fr-CH ga gl he hi hr hu hy id is it ja ka ko lb lt lv mk mt nb nl nl-BE pl pt pt-BR ro ru sk sl sq sr sv th tr uk ur vi zh zh-TW';

const form = /^[a-z]{2,3}(-[A-Z]{2})?$/;
const names = new Intl.DisplayNames('en', { type: 'language' });

/** Whether a text is a language code as the product knows them: `en`, `pt-BR`. */
export const isLanguage = (code: string): boolean => form.test(code);

/** A language by its English name: `German`, `Brazilian Portuguese`; its code when it has no name here. */
export const languageName = (code: string): string => (isLanguage(code) ? (names.of(code) ?? code) : code);

/** A language to choose, by its code and its name. */
interface LanguageOption {
  value: string;
  label: string;
}

/** Languages to choose from by name, with those given and with what is typed when it is a code of its own. */
export function languageOptions(also: readonly string[], typed = ''): LanguageOption[] {
  const [language = '', region] = typed.trim().split('-');
  const code = [language.toLowerCase(), ...(region === undefined ? [] : [region.toUpperCase()])].join('-');
  const own = isLanguage(code) ? [code] : [];
  return [...new Set([...also, ...offered.split(' '), ...own])]
    .filter((one) => one !== '')
    .map((value) => ({ value, label: `${languageName(value)} (${value})` }))
    .sort((one, other) => one.label.localeCompare(other.label));
}

/** The languages that what is typed may mean: those that begin so first, German before Austrian German. */
export function matchingLanguages<Option extends LanguageOption>(options: readonly Option[], typed: string): Option[] {
  const words = typed.trim().toLowerCase();
  const rank = ({ value, label }: Option) => (value.toLowerCase() === words ? 0 : label.toLowerCase().startsWith(words) ? 1 : 2);
  return options.filter(({ label }) => label.toLowerCase().includes(words)).toSorted((one, other) => rank(one) - rank(other));
}
