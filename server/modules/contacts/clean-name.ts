import { cleanHeaderText } from '../../../shared/header-text.ts';
import { Refusal } from '../../platform/errors.ts';

/** What something is called, on one line. Refuses what is empty then. */
export function cleanName(given: string): string {
  const name = cleanHeaderText(given);
  if (name === '') throw new Refusal('invalid', 'name_empty', 'The name is empty.');
  return name;
}
