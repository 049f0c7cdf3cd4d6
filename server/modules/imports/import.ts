/** What an import is: its states, and what a file's columns can mean. */

/** Own fields of a contact that a column can fill. `own` is a field of the workspace, under its key. */
export const targets = [
  'email',
  'first_name',
  'last_name',
  'full_name',
  'company',
  'job_title',
  'phone',
  'language',
  'time_zone',
  'tags',
  'own',
] as const;
export type Target = (typeof targets)[number];

/** Whose word counts where a contact is there already: what was kept, what the file says, or the file only where nothing was kept. */
export type Policy = 'keep' | 'replace' | 'fill';

/** What one column of a file means. Columns that are not named mean nothing. */
export interface ColumnMeaning {
  column: number;
  to: Target;
  /** Of a field of the workspace. */
  key?: string | undefined;
  policy: Policy;
}

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'shift_jis'] as const;
export type Encoding = (typeof encodings)[number];
export const delimiters = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof delimiters)[number];

/** What was found in a file, before anybody says what it means. */
export interface Understood {
  kind: 'csv' | 'xlsx';
  encoding: Encoding;
  delimiter: Delimiter;
  headers: string[];
  sample: string[][];
}

/** States in which the product has something to do by itself. */
export const workingStates = ['reading', 'checking', 'running', 'undoing'] as const;
export type WorkingState = (typeof workingStates)[number];
export const isWorking = (state: string): state is WorkingState => (workingStates as readonly string[]).includes(state);

/** Numbers of rows by the sentence that says why they cannot be used. */
export type Refused = Record<string, number>;

/** Said of rows of the file itself; what is wrong with a contact, contacts say. */
export const sentences = {
  twice: 'This address stands in the file twice; the first row counts.',
  open: 'A quotation mark is opened in this row and never closed. Close it or remove it.',
  wide: 'This row has more values than the file has columns.',
  broken: 'There is a line break in it. Perhaps a quotation mark is missing in the row.',
  shortened: 'The program that wrote the file has shortened this number, as in 4.9E+11: digits are missing. Enter them again.',
  erased: 'This person was erased and is not taken in again.',
} as const;

/** The first words that a column of a known meaning has, in the languages that files come in. Compared without blanks and signs. */
const titles: Readonly<Record<string, Target>> = {
  email: 'email',
  emailaddress: 'email',
  mail: 'email',
  address: 'email',
  adresse: 'email',
  mailadresse: 'email',
  emailadresse: 'email',
  correo: 'email',
  correoelectronico: 'email',
  courriel: 'email',
  メール: 'email',
  メールアドレス: 'email',
  firstname: 'first_name',
  givenname: 'first_name',
  vorname: 'first_name',
  prenom: 'first_name',
  nombre: 'first_name',
  名: 'first_name',
  lastname: 'last_name',
  surname: 'last_name',
  familyname: 'last_name',
  nachname: 'last_name',
  nom: 'last_name',
  apellido: 'last_name',
  apellidos: 'last_name',
  姓: 'last_name',
  name: 'full_name',
  fullname: 'full_name',
  company: 'company',
  companyname: 'company',
  organisation: 'company',
  organization: 'company',
  firma: 'company',
  unternehmen: 'company',
  entreprise: 'company',
  empresa: 'company',
  会社: 'company',
  会社名: 'company',
  jobtitle: 'job_title',
  title: 'job_title',
  position: 'job_title',
  role: 'job_title',
  phone: 'phone',
  phonenumber: 'phone',
  telephone: 'phone',
  mobile: 'phone',
  telefon: 'phone',
  電話番号: 'phone',
  language: 'language',
  lang: 'language',
  sprache: 'language',
  timezone: 'time_zone',
  zeitzone: 'time_zone',
  tags: 'tags',
  labels: 'tags',
};

/** What the columns mean by their titles, for a file whose like was not here before. */
export function guessMapping(headers: readonly string[], ownFields: readonly { key: string; label: string }[]): ColumnMeaning[] {
  const used = new Set<string>();
  return headers.flatMap((header, column) => {
    const title = plainTitle(header);
    const own = ownFields.find(({ key, label }) => plainTitle(label) === title || plainTitle(key) === title);
    const to = own ? 'own' : Object.hasOwn(titles, title) ? titles[title] : undefined;
    const name = own ? `own ${own.key}` : to;
    if (!to || name === undefined || used.has(name)) return [];
    used.add(name);
    return [{ column, to, policy: 'fill' as const, ...(own ? { key: own.key } : {}) }];
  });
}

const plainTitle = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\s\p{P}\p{S}]/gu, '')
    .normalize('NFC')
    .toLowerCase();
