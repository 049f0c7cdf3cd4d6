import { SegmentedControl } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../api.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { ChooseContact } from './ChooseContact.tsx';
import { MessageBody } from './MessageBody.tsx';
import type { Text } from './shapes.ts';
import classes from './templates.module.css';
import { TextProblems } from './TextProblems.tsx';

/** A text as one contact would read it, filled by what fills the messages that are sent. */
export function TextPreview({ workspaceId, text }: { workspaceId: string; text: Text }) {
  const [contactId, setContactId] = useState<string>();
  const [part, setPart] = useState('html');
  const [{ subject, html }] = useDebouncedValue(text, 400);
  const input = { workspaceId, subject, html, ...(contactId !== undefined && { contactId }) };
  const query = useQuery(orpc.templates.preview.queryOptions({ input, placeholderData: keepPreviousData, staleTime: Infinity }));
  return (
    <section className={classes.preview} aria-label="Preview">
      <ChooseContact workspaceId={workspaceId} value={contactId} onChange={setContactId} />
      <Loaded query={query} title="The preview could not be made.">
        {(made) =>
          made.problems.length > 0 ? (
            <>
              <p className="small hush">It cannot be shown like this.</p>
              {contactId !== undefined && <TextProblems id="preview-problems" problems={made.problems} />}
            </>
          ) : (
            <>
              <SegmentedControl
                aria-label="Which part is shown"
                value={part}
                onChange={setPart}
                data={[
                  { value: 'html', label: 'As a message' },
                  { value: 'text', label: 'As plain text' },
                ]}
              />
              <article className={classes.sheet} aria-label="The message">
                <p dir="auto">{made.subject}</p>
                {part === 'html' ? (
                  <MessageBody html={made.html} />
                ) : (
                  <pre className={classes.plain} dir="auto">
                    {made.text}
                  </pre>
                )}
              </article>
            </>
          )
        }
      </Loaded>
    </section>
  );
}
