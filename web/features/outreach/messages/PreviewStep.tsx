import { Button } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { orpc } from '../../../api.ts';
import type { OwnWorkspace } from '../../../session.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { MessageBody } from '../../templates/MessageBody.tsx';
import classes from '../outreach.module.css';
import type { Outreach } from '../shapes.ts';
import { SendTest } from './SendTest.tsx';

interface PreviewStepProps {
  workspace: OwnWorkspace;
  campaign: Outreach;
  step: number;
  variant: string;
}

/** A message as its first recipient will read it, as it was saved last. Its links lead nowhere from here. */
export function PreviewStep({ workspace, campaign, step, variant }: PreviewStepProps) {
  const [testing, test] = useState(false);
  const workspaceId = workspace.id;
  const query = useQuery(
    orpc.outreach.preview.queryOptions({ input: { workspaceId, outreachId: campaign.id, step, variant }, staleTime: 30_000 }),
  );
  return (
    <section className={classes.preview} aria-label="Preview">
      <Loaded query={query} title="The preview could not be made.">
        {({ recipient, subject, html, files, problems }) => (
          <>
            <p className="small hush">
              {recipient ? (
                <>
                  Message {step} as {recipient.email} will read it
                </>
              ) : (
                <>Message {step}; nobody is chosen to receive it yet</>
              )}
            </p>
            {problems.length > 0 ? (
              <ul className={classes.stops}>
                {[...new Set(problems)].map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            ) : (
              <article>
                <h2>{subject}</h2>
                <MessageBody html={html} />
                {files.length > 0 && (
                  <ul className={classes.attached} aria-label="What goes with it">
                    {files.map(({ name, isThere }) => (
                      <li key={name}>
                        <IconPaperclip size={14} stroke={1.5} aria-hidden /> {name}
                        {!isThere && <span className="hush"> (not in the library)</span>}
                      </li>
                    ))}
                  </ul>
                )}
              </article>
            )}
            {workspace.may('outreach.change') && problems.length === 0 && (
              <Button className={classes.start} onClick={() => test(true)}>
                Send as a test
              </Button>
            )}
            {testing && <SendTest {...{ workspace, campaign, step, variant, recipient }} onClose={() => test(false)} />}
          </>
        )}
      </Loaded>
    </section>
  );
}
