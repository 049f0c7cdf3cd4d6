import { TextInput } from '@mantine/core';

interface AddressFieldProps {
  /** The last part of the address. */
  value: string;
  onChange: (slug: string) => void;
  /** The address up to its last part. */
  base: string;
  error: string | null;
  /** What happens to those who hold the former address. */
  warning?: string | undefined;
}

/** The last part of a public address, with the whole address as it will be. */
export function AddressField({ value, onChange, base, error, warning }: AddressFieldProps) {
  return (
    <TextInput
      label="Public address"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      description={
        <>
          {base.replace(/^https?:\/\//, '')}
          <b>{value || '…'}</b>
          {warning && <span className="wrong"> {warning}</span>}
        </>
      }
      error={error}
      maxLength={64}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
    />
  );
}
