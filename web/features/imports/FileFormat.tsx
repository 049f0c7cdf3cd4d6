import { Button, Group, NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { Problem } from '../../ui/Problem.tsx';
import { Section } from '../../ui/Section.tsx';
import { useImportChanged } from './useImportChanged.ts';
import type { Import } from './words.ts';

const encodings = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'utf-16le', label: 'UTF-16 LE' },
  { value: 'utf-16be', label: 'UTF-16 BE' },
  { value: 'windows-1252', label: 'Windows-1252 (western)' },
  { value: 'shift_jis', label: 'Shift-JIS (Japanese)' },
];
const delimiters = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar' },
];

/** How the file was understood, for a person to know better. */
export function FileFormat({ workspaceId, shown }: { workspaceId: string; shown: Import }) {
  const [encoding, setEncoding] = useState(shown.encoding ?? 'utf-8');
  const [delimiter, setDelimiter] = useState(shown.delimiter ?? ',');
  const read = useMutation(orpc.imports.read.mutationOptions({ onSuccess: useImportChanged() }));
  if (shown.kind === 'xlsx') return null;
  const isOther = encoding !== shown.encoding || delimiter !== shown.delimiter;
  return (
    <Section title="The file" lede="How it was understood. If words look wrong, choose another encoding.">
      <Group align="flex-end">
        <NativeSelect
          label="Encoding"
          data={encodings}
          value={encoding}
          onChange={(event) => setEncoding(event.currentTarget.value as typeof encoding)}
        />
        <NativeSelect
          label="Values are separated by"
          data={delimiters}
          value={delimiter}
          onChange={(event) => setDelimiter(event.currentTarget.value as typeof delimiter)}
        />
        {isOther && (
          <Button loading={read.isPending} onClick={() => read.mutate({ workspaceId, importId: shown.id, encoding, delimiter })}>
            Read it again
          </Button>
        )}
      </Group>
      <Problem error={read.error} title="It was not read again." />
    </Section>
  );
}
