import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { useTitle } from '../../ui/title.ts';
import { GoodToKnow } from './GoodToKnow.tsx';
import classes from './Home.module.css';
import { headingFor, stepsOf } from './steps.ts';
import { StepList } from './StepList.tsx';
import { Stave } from './Stave.tsx';

/** The first steps of a workspace: a checklist to the first sent letter, with the next thing always visible. */
export function Home() {
  const workspace = useWorkspace();
  const shown = useQuery(orpc.workspaces.show.queryOptions({ input: { workspaceId: workspace.id } }));
  useTitle('First steps');
  return (
    <div className={classes.home}>
      <Loaded query={shown} title="The first steps could not be shown.">
        {({ checklist, createdAt }) => {
          const steps = stepsOf(workspace);
          const done = (key: (typeof steps)[number]['key']) => key === 'workspace' || checklist[key];
          const next = steps.find((step) => !done(step.key));
          const [title, lede] = headingFor(next);
          return (
            <>
              <Stave steps={steps.map((step) => (done(step.key) ? 'was' : step === next ? 'now' : 'later'))} />
              <h1 className={classes.hello}>{title}</h1>
              <p className={classes.lede}>{lede}</p>
              <div className={classes.columns}>
                <StepList steps={steps} done={done} next={next} createdAt={createdAt} />
                <GoodToKnow begun={checklist.campaign} recipients={checklist.recipients} />
              </div>
            </>
          );
        }}
      </Loaded>
    </div>
  );
}
