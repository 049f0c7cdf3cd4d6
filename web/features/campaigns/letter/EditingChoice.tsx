import { Radio, Stack } from '@mantine/core';
import type { Editing } from '../shapes.ts';

const choices: { value: Editing; label: string; description: string }[] = [
  { value: 'whole', label: 'Everything', description: 'Subject and text are theirs to rewrite. Letters in own words weigh most.' },
  { value: 'own_line', label: 'One line of their own', description: 'They may add a sentence or two; the rest stays as written.' },
  { value: 'locked', label: 'Nothing', description: 'The letter leaves as it stands here.' },
];

/** What a supporter may change in the letter. */
export function EditingChoice({ value, onChange }: { value: Editing; onChange: (editing: Editing) => void }) {
  return (
    <Radio.Group label="What a supporter may change" value={value} onChange={(chosen) => onChange(chosen)}>
      <Stack gap="xs" mt={4}>
        {choices.map((choice) => (
          <Radio key={choice.value} {...choice} size="sm" />
        ))}
      </Stack>
    </Radio.Group>
  );
}
