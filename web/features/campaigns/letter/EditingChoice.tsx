import { Checkbox, Radio, Stack } from '@mantine/core';
import type { Editing } from '../shapes.ts';
import { languageName } from './languages.ts';
import { hasOwnPart } from './letter-form.ts';
import type { Letter } from './useLetter.ts';

const choices: { value: Editing; label: string; description: string }[] = [
  { value: 'whole', label: 'Everything', description: 'Subject and text are theirs to rewrite. Letters in own words weigh most.' },
  { value: 'part', label: 'A part', description: 'What stands between [yours] and [/yours] is theirs; the rest stays as written.' },
  { value: 'own_line', label: 'One line of their own', description: 'They may add a sentence or two; the rest stays as written.' },
  { value: 'locked', label: 'Nothing', description: 'The letter leaves as it stands here.' },
];

/** What a supporter may change in the letter, and whether they have to write something. */
export function EditingChoice({ letter: { fields, set } }: { letter: Letter }) {
  const { editing, ownTextRequired, wordings } = fields;
  const without = editing === 'part' ? wordings.find(({ body }) => !hasOwnPart(body)) : undefined;
  return (
    <>
      <Radio.Group
        label="What a supporter may change"
        value={editing}
        onChange={(chosen) => set('editing', chosen)}
        error={without && sentenceOf(without, wordings.length > 1)}
      >
        <Stack gap="xs" mt={4}>
          {choices.map((choice) => (
            <Radio key={choice.value} {...choice} size="sm" />
          ))}
        </Stack>
      </Radio.Group>
      {(editing === 'part' || editing === 'own_line') && (
        <Checkbox
          label="Something of their own is required"
          description="Nobody goes on before they have written a few words themselves."
          checked={ownTextRequired}
          onChange={(event) => set('ownTextRequired', event.currentTarget.checked)}
        />
      )}
    </>
  );
}

function sentenceOf({ message, language }: { message: string; language: string }, several: boolean): string {
  const where = several ? ` of “${message}” in ${languageName(language)}` : '';
  return `There is no such part in the text${where} yet. Put [yours] and [/yours] around it, each on a line of its own.`;
}
