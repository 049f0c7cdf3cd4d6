import { Select, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import type { ContactForm } from './contact-form.ts';
import classes from './contacts.module.css';

interface ContactFormFieldsProps {
  workspaceId: string;
  form: ContactForm;
  /** What is wrong with the address. */
  wrong: string | undefined;
  onChange: (part: Partial<ContactForm>) => void;
}

/** Everything that a person may say of a contact. */
export function ContactFormFields({ workspaceId, form, wrong, onChange }: ContactFormFieldsProps) {
  const { data } = useQuery(orpc.contactFields.list.queryOptions({ input: { workspaceId } }));
  const tags = useQuery(orpc.contacts.tags.queryOptions({ input: { workspaceId } }));
  const companies = useQuery(orpc.companies.list.queryOptions({ input: { workspaceId, limit: 200 } }));
  const text = (name: Exclude<keyof ContactForm, 'companyId' | 'tags' | 'fields'>) => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => onChange({ [name]: event.currentTarget.value }),
    autoComplete: 'off',
  });
  return (
    <div className={classes.pair}>
      <TextInput label="E-mail address" type="email" inputMode="email" autoFocus error={wrong} {...text('email')} />
      <Select
        label="Company, optional"
        data={(companies.data?.companies ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        value={form.companyId}
        onChange={(companyId) => onChange({ companyId })}
        searchable
        clearable
      />
      <TextInput label="First name, optional" maxLength={200} {...text('firstName')} />
      <TextInput label="Last name, optional" maxLength={200} {...text('lastName')} />
      <TextInput label="Job title, optional" maxLength={200} {...text('jobTitle')} />
      <TextInput label="Phone, optional" type="tel" maxLength={60} {...text('phone')} />
      <TextInput label="Language, optional" placeholder="de" maxLength={10} {...text('language')} />
      <TextInput label="Time zone, optional" placeholder="Europe/Vienna" maxLength={60} {...text('timeZone')} />
      <TagsInput
        className={classes.wide ?? ''}
        label="Tags, optional"
        data={tags.data?.tags ?? []}
        value={form.tags}
        onChange={(chosen) => onChange({ tags: chosen })}
        maxTags={100}
      />
      {data?.fields.map(({ key, label, kind }) => (
        <TextInput
          key={key}
          label={`${label}, optional`}
          type={kind === 'date' ? 'date' : 'text'}
          inputMode={kind === 'number' ? 'decimal' : 'text'}
          value={form.fields[key] ?? ''}
          onChange={(event) => onChange({ fields: { ...form.fields, [key]: event.currentTarget.value } })}
          maxLength={500}
          autoComplete="off"
        />
      ))}
    </div>
  );
}
