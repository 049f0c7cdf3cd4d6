import { NumberInput, Radio, Stack } from '@mantine/core';
import type { Choice } from '../shapes.ts';
import classes from './routing.module.css';
import type { RoutingChange } from './useRouting.ts';

const choices: { value: Choice; label: string; description: string }[] = [
  { value: 'all', label: 'Everybody', description: 'Every supporter writes to all recipients. For a handful of them.' },
  { value: 'pick', label: 'The supporter picks', description: 'They see the list and choose whom they write to.' },
  { value: 'postcode', label: 'By postcode', description: 'They enter their postcode and write to the recipients it belongs to.' },
  { value: 'region', label: 'By region', description: 'They choose their region and write to the recipients in it.' },
  { value: 'random', label: 'One at random', description: 'Each supporter writes to one recipient, drawn when they go on.' },
  {
    value: 'least_contacted',
    label: 'Those with the fewest letters',
    description: 'Whoever has got the fewest so far comes first, so that letters are spread evenly.',
  },
];

/** How recipients are chosen for a supporter, and how many letters one supporter sends. */
export function ChoiceField({ routing: { form, set, problems } }: { routing: RoutingChange }) {
  return (
    <>
      <Radio.Group label="How recipients are chosen" value={form.choice} onChange={(choice) => set({ choice })}>
        <Stack gap="xs" mt={4}>
          {choices.map((choice) => (
            <Radio key={choice.value} {...choice} size="sm" />
          ))}
        </Stack>
      </Radio.Group>
      {form.choice !== 'random' && (
        <NumberInput
          label="Most letters from one supporter"
          value={form.mostLetters ?? ''}
          onChange={(value) => set({ mostLetters: typeof value === 'number' ? value : null })}
          error={problems.get('mostLetters')}
          min={1}
          max={50}
          clampBehavior="none"
          allowDecimal={false}
          allowNegative={false}
          hideControls
          description="When more recipients fit, some of them are offered. At most 50."
          classNames={{ wrapper: classes.number ?? '' }}
        />
      )}
    </>
  );
}
