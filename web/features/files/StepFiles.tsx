import { Autocomplete, Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { MergeTagMenu } from '../templates/MergeTagMenu.tsx';
import classes from './files.module.css';
import { useLibrary } from './useLibrary.ts';

interface StepFilesProps {
  workspaceId: string;
  /** Of the message, for whoever hears the page. */
  title: string;
  names: readonly string[];
  tags: readonly string[];
  onChange: (names: string[]) => void;
}

const mostFiles = 10;

/** The files that go with a message, by name. Those with merge tags in their name are another file for each recipient. */
export function StepFiles({ workspaceId, title, names, tags, onChange }: StepFilesProps) {
  const [adding, setAdding] = useState(false);
  const [name, setName] = useState('');
  const { files } = useLibrary(workspaceId);
  const put = () => {
    const typed = name.trim();
    if (typed === '') return;
    if (!names.includes(typed)) onChange([...names, typed]);
    setName('');
    setAdding(false);
  };
  return (
    <div className="stack">
      {names.length > 0 && (
        <ul className={classes.names} aria-label={`Files of: ${title}`}>
          {names.map((one) => (
            <li key={one}>
              <span>
                {one} {one.includes('{{') && <span className="small hush">another one for each recipient</span>}
              </span>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={`Take out ${one}`}
                onClick={() => onChange(names.filter((other) => other !== one))}
              >
                Take out
              </Button>
            </li>
          ))}
        </ul>
      )}
      {adding ? (
        <div className={classes.add}>
          <Autocomplete
            label="File of the library"
            description="For a file of their own for each recipient, put a merge tag into the name."
            value={name}
            onChange={setName}
            data={[...new Set(files.map((file) => file.name))]}
            limit={20}
            maxLength={400}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.nativeEvent.isComposing) put();
            }}
            data-autofocus
          />
          <MergeTagMenu
            into="name of the file"
            tags={tags}
            onInsert={(tag) => setName((now) => now.replace(/(\.[A-Za-z0-9]{1,5})?$/, `${tag}$1`))}
          />
          <Button onClick={put} disabled={name.trim() === ''}>
            Attach
          </Button>
        </div>
      ) : (
        names.length < mostFiles && (
          <div>
            <Button
              size="compact-sm"
              leftSection={<IconPaperclip size={16} stroke={1.5} aria-hidden />}
              onClick={() => setAdding(true)}
              aria-label={`Attach a file to: ${title}`}
            >
              Attach a file
            </Button>
          </div>
        )
      )}
    </div>
  );
}
