import { Button, FileButton } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { InferContractRouterOutputs } from '@orpc/contract';
import type { contract } from '../../../shared/contract/index.ts';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';
import { CheckNow, SentCheck } from './CheckNow.tsx';
import classes from './mailboxes.module.css';
import type { Mailbox } from './shapes.ts';

type Finding = InferContractRouterOutputs<typeof contract>['mailboxes']['showCheck']['findings'][number];

const titles: Record<Finding['what'], string> = {
  spf: 'Who may send (SPF)',
  dkim: 'Signature (DKIM)',
  dmarc: 'Policy (DMARC)',
  leaving: 'One-click way to leave',
};
const marks: Record<Finding['state'], { of: 'accepted' | 'paused' | 'failed' | 'draft'; words: string }> = {
  good: { of: 'accepted', words: 'Right' },
  look: { of: 'paused', words: 'Look at it' },
  bad: { of: 'failed', words: 'Missing or wrong' },
  unknown: { of: 'draft', words: 'Not known' },
};
const mostBytes = 2_000_000;

/** What receiving servers see of the mailbox's domain, found out by a message that was really received. */
export function DomainCheck({ mailbox }: { mailbox: Mailbox }) {
  const workspace = useWorkspace();
  const cache = useQueryClient();
  const one = { workspaceId: workspace.id, mailboxId: mailbox.id };
  const query = useQuery({
    ...orpc.mailboxes.showCheck.queryOptions({ input: one }),
    // What was sent arrives within a minute or two.
    refetchInterval: ({ state }) => (state.data?.sent?.state === 'waiting' ? 5_000 : false),
  });
  const [tooLarge, setTooLarge] = useState(false);
  const check = useMutation(
    orpc.mailboxes.check.mutationOptions({
      onSuccess: (found) => cache.setQueryData(orpc.mailboxes.showCheck.queryKey({ input: one }), found),
    }),
  );
  const take = async (file: File | null) => {
    if (!file) return;
    setTooLarge(file.size > mostBytes);
    if (file.size > mostBytes) return;
    const bytes = new Uint8Array(await file.arrayBuffer());
    let characters = '';
    for (const byte of bytes) characters += String.fromCharCode(byte);
    check.mutate({ ...one, message: btoa(characters) });
  };
  return (
    <div className="stack">
      <Loaded query={query} title="What was found could not be shown.">
        {({ findings, checkedAt, sent, readers }) => (
          <>
            {checkedAt === null ? (
              <p className="hush">Nothing was checked yet.</p>
            ) : (
              <>
                <dl className={classes.findings}>
                  {findings.map(({ what, state, sentence, todo }) => (
                    <div key={what}>
                      <dt>
                        {titles[what]} <State of={marks[state].of}>{marks[state].words}</State>
                      </dt>
                      <dd>
                        {sentence}
                        {todo && <span className="hush"> {todo}</span>}
                      </dd>
                    </div>
                  ))}
                </dl>
                <p className="tiny faint">
                  Checked <When at={checkedAt} />.
                </p>
              </>
            )}
            {sent && <SentCheck sent={sent} />}
            {mailbox.mayChange && <CheckNow one={one} readers={readers} />}
          </>
        )}
      </Loaded>
      {mailbox.mayChange && (
        <div>
          <FileButton onChange={(file) => void take(file)} accept=".eml,message/rfc822,text/plain">
            {(props) => (
              <Button {...props} loading={check.isPending}>
                Check the file of a message
              </Button>
            )}
          </FileButton>
          <p className="tiny faint" role="status">
            {tooLarge
              ? 'This file is larger than a test message. Nothing was checked.'
              : 'Or send a step of a campaign to yourself as a test, open it where it arrived, save it as an .eml file (“download original”), and choose it here. Nothing of it is kept.'}
          </p>
        </div>
      )}
      <Problem error={check.error} title="The message was not checked." />
    </div>
  );
}
