import { Button, Group, TextInput } from '@mantine/core';
import { tell } from '../../ui/tell.ts';

interface NewTokenProps {
  token: string;
  onClose: () => void;
}

/** A token that was just created. Only its hash is kept, so it cannot be shown again. */
export function NewToken({ token, onClose }: NewTokenProps) {
  return (
    <div className="stack" role="status">
      <TextInput
        label="The token"
        description="Copy it now. Only its hash is kept here, so it is not shown again."
        value={token}
        readOnly
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
        styles={{ input: { fontFamily: 'var(--mono)' } }}
      />
      <Group justify="flex-end" gap="xs">
        <Button onClick={() => void navigator.clipboard.writeText(token).then(() => tell('The token is copied.'))}>Copy</Button>
        <Button variant="filled" onClick={onClose}>
          I have kept it
        </Button>
      </Group>
    </div>
  );
}
