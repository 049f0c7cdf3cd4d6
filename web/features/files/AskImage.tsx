import { Autocomplete, Button, Group, Modal, NumberInput, TextInput } from '@mantine/core';
import { type SubmitEvent, useState } from 'react';
import { useLibrary } from './useLibrary.ts';

/** An image of the library as it stands in a text. */
export interface PlacedImage {
  file: string;
  alt: string;
  width: string | null;
}

interface AskImageProps {
  workspaceId: string;
  onPlace: (image: PlacedImage) => void;
  onClose: () => void;
}

/** Asks which image of the library is shown, and what it shows, for whoever does not see it. */
export function AskImage({ workspaceId, onPlace, onClose }: AskImageProps) {
  const { files } = useLibrary(workspaceId);
  const [file, setFile] = useState('');
  const [alt, setAlt] = useState('');
  const [width, setWidth] = useState<string | number>('');
  const names = files.filter(({ isImage }) => isImage).map(({ name }) => name);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    // A form within the form of the page: only this one is meant.
    event.stopPropagation();
    if (file.trim() === '') return;
    onPlace({ file: file.trim(), alt: alt.trim(), width: width === '' ? null : String(width) });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title="An image in the text" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="stack" onSubmit={submit}>
        <Autocomplete
          label="Image of the library"
          description={
            names.length === 0
              ? 'There is none yet. Add PNG, JPEG or GIF under Templates.'
              : 'With a merge tag in the name, such as Map {{ city }}.png, each recipient sees their own.'
          }
          value={file}
          onChange={setFile}
          data={names}
          limit={20}
          maxLength={400}
          data-autofocus
        />
        <TextInput
          label="What it shows"
          description="Read out, and shown where images are not loaded. Leave it empty for mere ornament."
          value={alt}
          onChange={(event) => setAlt(event.currentTarget.value)}
          maxLength={300}
        />
        <NumberInput
          label="Width in pixels"
          value={width}
          onChange={setWidth}
          min={1}
          max={1200}
          allowDecimal={false}
          placeholder="as it is"
        />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>Not now</Button>
          <Button type="submit" variant="filled" disabled={file.trim() === ''}>
            Put it in
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
