import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type SubmitEvent, useRef, useState } from 'react';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { useActions } from '../../ui/actions.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Lines } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Problem } from '../../ui/Problem.tsx';
import { Filter } from '../campaigns/Filter.tsx';
import { ConversationRow } from './ConversationRow.tsx';
import classes from './conversations.module.css';
import { filterOf, views, viewWords } from './shapes.ts';

/** What people answered to team campaigns, the one that moved last first. The URL says which; `j` and `k` walk along. */
export function ConversationList() {
  const { id: workspaceId, slug, may } = useWorkspace();
  const { view = 'open', ...wanted } = useSearch({ from: '/inside/w/$slug/conversations' });
  const mayRead = may('conversations.read');
  const list = useRef<HTMLOListElement>(null);
  const filter = {
    ...(wanted.search && { search: wanted.search }),
    ...(wanted.campaign && { outreachId: wanted.campaign }),
    ...(wanted.mailbox && { mailboxId: wanted.mailbox }),
    ...(wanted.contact && { contactId: wanted.contact }),
  };
  const query = useInfiniteQuery(
    orpc.conversations.list.infiniteOptions({
      input: (after: string | undefined) => ({ workspaceId, limit: 50, ...filterOf[view], ...filter, ...(after && { after }) }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.after,
      placeholderData: keepPreviousData,
      enabled: mayRead,
    }),
  );
  const rows = query.data?.pages.flatMap((page) => page.conversations);
  // Whether there is any at all decides what an empty list says.
  const any = useQuery(orpc.conversations.list.queryOptions({ input: { workspaceId, limit: 1 }, enabled: mayRead && rows?.length === 0 }));
  const walk = (by: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    (links[at === -1 ? 0 : at + by] ?? links[at])?.focus();
  };
  useActions([
    { id: 'next conversation', label: 'Next conversation', keys: 'j', run: () => walk(1) },
    { id: 'previous conversation', label: 'Previous conversation', keys: 'k', run: () => walk(-1) },
  ]);
  if (!mayRead) return <PageHead title="Conversations" lede="Your role does not see what people answer to this workspace." />;
  const nothingYet = rows?.length === 0 && any.data?.conversations.length === 0;
  const filtered = Object.keys(filter).length > 0;
  return (
    <>
      <PageHead
        title="Conversations"
        lede="What people answer to your team campaigns, and what you answer them. Of other mail in a mailbox nothing is kept here."
      />
      {nothingYet ? (
        <EmptyState
          title="Nobody has answered yet."
          action={
            <Link to="/w/$slug/mailboxes" params={{ slug }} search={{}}>
              Look at the mailboxes
            </Link>
          }
        >
          Answers to team campaigns come here from mailboxes that may be read. Where a mailbox may only send, they stay in the mailbox
          alone.
        </EmptyState>
      ) : (
        <>
          <Filter label="Conversations by state">
            {views.map((one) => (
              <Link
                key={one}
                to="/w/$slug/conversations"
                params={{ slug }}
                search={{ ...wanted, view: one }}
                aria-current={one === view ? 'page' : undefined}
                resetScroll={false}
              >
                {viewWords[one]}
              </Link>
            ))}
          </Filter>
          <Finding key={wanted.search ?? ''} search={wanted.search ?? ''} />
          {(wanted.campaign ?? wanted.mailbox ?? wanted.contact) !== undefined && (
            <p className={classes.narrowed}>
              Only those of one {wanted.campaign ? 'campaign' : wanted.mailbox ? 'mailbox' : 'contact'}.{' '}
              <Link to="/w/$slug/conversations" params={{ slug }} search={{ view }}>
                Show all
              </Link>
            </p>
          )}
          <Problem error={query.error} title="The conversations could not be loaded." onRetry={() => void query.refetch()} />
          {!rows && !query.isError && <Lines />}
          {rows?.length === 0 && (
            <p className="hush" role="status">
              {filtered || view !== 'open' ? 'No conversation is like this.' : 'Nothing waits for an answer.'}
            </p>
          )}
          {rows && rows.length > 0 && (
            <ol className={classes.list} ref={list} aria-label="Conversations">
              {rows.map((row) => (
                <ConversationRow key={row.id} slug={slug} conversation={row} />
              ))}
            </ol>
          )}
          {query.hasNextPage && (
            <Button onClick={() => void query.fetchNextPage()} loading={query.isFetchingNextPage} mt="md">
              Show more
            </Button>
          )}
        </>
      )}
    </>
  );
}

/** Looks for a part of an address, name or subject. */
function Finding({ search }: { search: string }) {
  const [typed, setTyped] = useState(search);
  const navigate = useNavigate({ from: '/w/$slug/conversations' });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void navigate({ search: (before) => ({ ...before, search: typed.trim() || undefined }) });
  };
  return (
    <form onSubmit={submit} className={classes.finding} role="search">
      <TextInput
        type="search"
        aria-label="Find a conversation"
        placeholder="Part of an address, name or subject"
        leftSection={<IconSearch size={18} stroke={1.5} />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit">Find</Button>
    </form>
  );
}
