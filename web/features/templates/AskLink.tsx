import { Button, Group, Modal, TextInput } from '@mantine/core';
import type { Editor } from '@tiptap/react';
import { type SubmitEvent, useState } from 'react';

/** Asks where a link leads. Without words that are marked, the address itself becomes the words. */
export function AskLink({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const [address, setAddress] = useState(() => String(editor.getAttributes('link')['href'] ?? ''));
  const typed = address.trim();
  const whole = /^(?:https?:\/\/|mailto:|tel:|\{\{)/i.test(typed) ? typed : `https://${typed}`;
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    // A form within the form of the page: only this one is meant.
    event.stopPropagation();
    if (typed === '') return;
    const { empty } = editor.state.selection;
    const chain = editor.chain().focus().extendMarkRange('link');
    if (empty && !editor.isActive('link'))
      chain.insertContent({ type: 'text', text: typed, marks: [{ type: 'link', attrs: { href: whole } }] }).run();
    else chain.setLink({ href: whole }).run();
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="Where the link leads" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack" onSubmit={submit}>
        <TextInput
          label="Address"
          description="A page, mailto: and an address, or a merge tag such as {{ website }}."
          placeholder="https://example.org/"
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
          maxLength={2000}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" variant="filled" disabled={typed === ''}>
            Set the link
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
