import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { type Api, orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import classes from './ConfirmSecondFactor.module.css';
import { QrCode } from './QrCode.tsx';

/** What an authenticator takes up: as text, and as the address that a QR code holds. */
export type Secret = Awaited<ReturnType<Api['account']['beginSecondFactor']>>;

interface ConfirmSecondFactorProps {
  secret: Secret;
  onConfirmed: (backupCodes: readonly string[]) => void;
  onCancel: () => void;
}

/** Second step: the secret goes into the authenticator, and its first code comes back. */
export function ConfirmSecondFactor({ secret, onConfirmed, onCancel }: ConfirmSecondFactorProps) {
  const form = useForm({ mode: 'uncontrolled', initialValues: { code: '' } });
  const confirm = useMutation(
    orpc.account.confirmSecondFactor.mutationOptions({ onSuccess: ({ backupCodes }) => onConfirmed(backupCodes) }),
  );
  return (
    <form className="stack" onSubmit={form.onSubmit((values) => confirm.mutate(values))}>
      <p>Scan this with an authenticator, or type the secret into it.</p>
      <QrCode text={secret.uri} label="The secret as a QR code" />
      <p className={classes.secret}>
        <span className="faint tiny">Secret</span>
        <code>{secret.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</code>
      </p>
      <TextInput
        label="First code"
        description="Six digits that the authenticator shows now."
        required
        minLength={6}
        maxLength={10}
        inputMode="numeric"
        autoComplete="one-time-code"
        key={form.key('code')}
        {...form.getInputProps('code')}
      />
      <Problem error={confirm.error} title="The second factor is not on yet." />
      <Group gap="xs">
        <Button type="submit" variant="filled" loading={confirm.isPending}>
          Switch it on
        </Button>
        <Button onClick={onCancel}>Not now</Button>
      </Group>
    </form>
  );
}
