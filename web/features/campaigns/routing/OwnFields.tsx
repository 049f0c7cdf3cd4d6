import { TextInput } from '@mantine/core';
import type { RoutingChange } from './useRouting.ts';

/** Names the own fields of recipients. There is no place for notes about a person. */
export function OwnFields({ routing: { form, set, problems } }: { routing: RoutingChange }) {
  return (
    <TextInput
      label="Names of own fields, optional"
      placeholder="committee, seat"
      description="Up to 10, with commas between them. They appear when recipients are added and as columns of an import; each holds a few words, no notes about a person."
      value={form.ownFields}
      onChange={(event) => set({ ownFields: event.currentTarget.value })}
      error={problems.get('ownFields')}
      maxLength={340}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}
