import { PasswordInput, type PasswordInputProps } from '@mantine/core';

/** A field for a password that is being chosen. */
export function NewPassword(props: PasswordInputProps) {
  return (
    <PasswordInput
      label="Password"
      description="At least 12 characters. Common and breached ones are refused."
      autoComplete="new-password"
      required
      minLength={12}
      visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0 }}
      {...props}
    />
  );
}

/** A field for the password that one has. */
export function CurrentPassword(props: PasswordInputProps) {
  return (
    <PasswordInput
      label="Password"
      autoComplete="current-password"
      required
      visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0 }}
      {...props}
    />
  );
}
