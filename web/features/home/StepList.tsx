import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { When } from '../../ui/When.tsx';
import classes from './StepList.module.css';
import type { Step } from './steps.ts';

interface StepListProps {
  steps: readonly Step[];
  done: (key: Step['key']) => boolean;
  next: Step | undefined;
  createdAt: string;
}

/** The checklist itself. The next step has the one filled button. */
export function StepList({ steps, done, next, createdAt }: StepListProps) {
  return (
    <ol className={classes.list} aria-label="To the first sent letter">
      {steps.map((step) => (
        <li
          key={step.key}
          data-step={done(step.key) ? 'was' : step === next ? 'now' : 'later'}
          aria-current={step === next ? 'step' : undefined}
        >
          <span className={classes.note} aria-hidden="true" />
          <h2>
            {step.title}
            {done(step.key) && <span className="sr">, done</span>}
          </h2>
          {step.key === 'workspace' && <When at={createdAt} as="day" />}
          {!done(step.key) && <StepButton step={step} now={step === next} ready={step.key === 'campaign' || done('campaign')} />}
          <p>{step.sentence}</p>
        </li>
      ))}
    </ol>
  );
}

/** Leads to where the step is taken: the newest campaign, or a new one. */
function StepButton({ step, now, ready }: { step: Step; now: boolean; ready: boolean }) {
  const workspace = useWorkspace();
  const campaigns = useQuery(orpc.campaigns.list.queryOptions({ input: { workspaceId: workspace.id } }));
  const newest = campaigns.data?.campaigns[0];
  const permission = step.key === 'published' ? 'campaigns.publish' : step.key === 'recipients' ? 'recipients.change' : 'campaigns.change';
  if (!step.action || !workspace.may(step.key === 'firstLetter' ? 'campaigns.read' : permission)) return null;
  const variant = now ? 'filled' : 'default';
  if (!ready) return null;
  if (step.key === 'campaign') {
    return (
      <Button variant={variant} renderRoot={(root) => <Link to="/w/$slug/campaigns/new" params={{ slug: workspace.slug }} {...root} />}>
        {step.action}
      </Button>
    );
  }
  if (!newest) return null;
  const params = { slug: workspace.slug, campaignId: newest.id };
  return (
    <Button
      variant={variant}
      renderRoot={(root) => <Link to="/w/$slug/campaigns/$campaignId" params={params} search={{ tab: step.tab }} {...root} />}
    >
      {step.action}
    </Button>
  );
}
