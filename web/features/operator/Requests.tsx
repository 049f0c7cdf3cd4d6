import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { orpc } from '../../api.ts';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { plural } from '../../ui/numbers.ts';
import { State } from '../../ui/State.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Operator.module.css';
import { kinds, type Request, type RequestState, sortRequests, timeLeft } from './request.ts';
import { RequestText } from './RequestText.tsx';

const states: { value: RequestState; label: string; none: string }[] = [
  { value: 'open', label: 'Open', none: 'Nobody waits for an answer.' },
  { value: 'answered', label: 'Answered', none: 'None was answered yet, or the answers have ended.' },
  { value: 'refused', label: 'Refused', none: 'None was refused.' },
];

/** What people ask about their data: the overdue first, each with its words and a form for the answer. */
export function Requests() {
  const [state, setState] = useState<RequestState>('open');
  const [openId, setOpenId] = useState<string>();
  const trigger = useRef<Element>(null);
  const list = useRef<HTMLDivElement>(null);
  const query = useQuery(orpc.requests.list.queryOptions({ input: { state }, refetchInterval: 60_000 }));
  const toggle = (request: Request) => {
    trigger.current = document.activeElement;
    setOpenId(openId === request.id ? undefined : request.id);
  };
  const close = () => {
    setOpenId(undefined);
    if (trigger.current instanceof HTMLElement) trigger.current.focus();
  };
  useEffect(() => {
    // An answered request leaves the list, and its button with it: the keyboard goes on at the list.
    if (trigger.current?.isConnected === false && document.activeElement === document.body) list.current?.focus();
  }, [query.data]);
  const columns: Column<Request>[] = [
    {
      key: 'what',
      head: 'Request',
      width: '44%',
      cell: ({ kind, email }) => (
        <>
          <b>{kinds[kind].title}</b>
          <div className="faint">{email}</div>
        </>
      ),
    },
    { key: 'received', head: 'Received', cell: ({ receivedAt }) => <When at={receivedAt} as="day" /> },
    { key: 'due', head: state === 'open' ? 'To be answered by' : 'Closed', cell: (request) => <Due request={request} /> },
    {
      key: 'read',
      head: 'Actions',
      actions: true,
      cell: (request) => (
        <Button
          size="compact-sm"
          onClick={() => toggle(request)}
          aria-expanded={openId === request.id}
          aria-label={`${state === 'open' ? 'Read and answer' : 'Read'}: ${kinds[request.kind].title}, ${request.email}`}
        >
          {state === 'open' ? 'Read and answer' : 'Read'}
        </Button>
      ),
    },
  ];
  const isLate = (request: Request) => request.state === 'open' && timeLeft(request.dueAt, query.dataUpdatedAt).late;
  const tone = (request: Request) => (isLate(request) && openId !== request.id ? 'wrong' : undefined);
  return (
    <>
      <SegmentedControl
        className={classes.choice ?? ''}
        aria-label="Requests by state"
        value={state}
        onChange={(value) => setState(value)}
        data={states.map(({ value, label }) => ({ value, label }))}
      />
      <div ref={list} tabIndex={-1} className={classes.list}>
        <Loaded query={query} title="The requests could not be shown.">
          {({ requests, overdue }) => (
            <>
              {overdue > 0 && (
                <p className="wrong">
                  {plural(overdue, 'request is', 'requests are')} past the day by which {overdue === 1 ? 'it has' : 'they have'} to be
                  answered.
                </p>
              )}
              {requests.length > 0 ? (
                <DataTable
                  caption="Requests"
                  columns={columns}
                  rows={sortRequests(requests)}
                  rowKey={({ id }) => id}
                  tone={tone}
                  below={(request) =>
                    openId === request.id ? <RequestText key={request.id} request={request} onClose={close} /> : undefined
                  }
                />
              ) : (
                <p className="hush">{states.find(({ value }) => value === state)?.none}</p>
              )}
            </>
          )}
        </Loaded>
      </div>
    </>
  );
}

function Due({ request: { state, dueAt, answeredAt } }: { request: Request }) {
  if (state !== 'open')
    return <State of={state === 'answered' ? 'on' : 'skipped'}>{answeredAt && <When at={answeredAt} as="day" />}</State>;
  const { late, words } = timeLeft(dueAt, new Date().getTime());
  return (
    <State of={late ? 'past' : 'off'}>
      <When at={dueAt} as="day" />
      <div className={late ? 'wrong' : 'faint'}>{words}</div>
    </State>
  );
}
