import { leaveTag, sampleLeaveValues, type Compiled } from './compile-text.ts';
import { renderText } from './render-text.ts';

/** The tags without which a text cannot be filled: each is left out once while all others have a value. */
export function requiredTags(compiled: Compiled): string[] {
  const tags = compiled.tags.filter((tag) => tag !== leaveTag);
  const everything = { ...Object.fromEntries(tags.map((tag) => [tag, 'https://example.org/'])), ...sampleLeaveValues };
  const isFilled = (values: Record<string, string>) => renderText(compiled, values, { seed: 'check' }).ok;
  return tags.filter((tag) => !isFilled({ ...everything, [tag]: '' }));
}
