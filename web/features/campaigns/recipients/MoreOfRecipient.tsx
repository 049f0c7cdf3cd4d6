import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { LanguageSelect } from '../letter/LanguageSelect.tsx';
import type { RecipientForm, recipientProblems } from './recipient-form.ts';
import classes from './recipients.module.css';

interface MoreOfRecipientProps {
  form: RecipientForm;
  ownFields: readonly string[];
  problems: ReturnType<typeof recipientProblems>;
  onChange: (part: Partial<RecipientForm>) => void;
}

const hidden = ['language', 'country', 'region', 'postcodes', 'affiliation', 'validFrom', 'validTo'] as const;

/** What only some campaigns need of a recipient; folded until somebody wants it, or something in it is wrong. */
export function MoreOfRecipient({ form, ownFields, problems, onChange }: MoreOfRecipientProps) {
  const [open, setOpen] = useState(false);
  const text = (name: Exclude<keyof RecipientForm, 'fields'>) => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
    error: problems[name],
    autoComplete: 'off',
  });
  return (
    <details
      className={classes.more}
      open={open || hidden.some((name) => problems[name] !== undefined)}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>More: party, region, postcodes, days{ownFields.length > 0 && ', own fields'}</summary>
      <div className={classes.pair}>
        <TextInput label="Party or group, optional" maxLength={120} {...text('affiliation')} />
        <LanguageSelect
          label="Language, optional"
          value={form.language}
          onChange={(language) => onChange({ language })}
          description="For rules; supporters choose the language they write in."
          clearable
        />
        <TextInput label="Region, optional" maxLength={120} {...text('region')} />
        <TextInput label="Country, optional" placeholder="AT" maxLength={2} description="Two letters." {...text('country')} />
        <Textarea
          className={classes.wide}
          label="Postcodes, optional"
          placeholder="1010, 10*, 1000-1099, SW1A"
          description="With commas between them: single ones, all that begin alike (10*), ranges, or the first part of British ones."
          rows={2}
          {...text('postcodes')}
        />
        <TextInput label="First day, optional" type="date" description="Before it, nobody writes to them." {...text('validFrom')} />
        <TextInput label="Last day, optional" type="date" description="After it, nobody writes to them." {...text('validTo')} />
        {ownFields.map((name) => (
          <TextInput
            key={name}
            label={`${name}, optional`}
            description="An own field of this campaign."
            value={form.fields[name] ?? ''}
            onChange={(event) => onChange({ fields: { ...form.fields, [name]: event.currentTarget.value } })}
            maxLength={60}
            autoComplete="off"
          />
        ))}
      </div>
    </details>
  );
}
