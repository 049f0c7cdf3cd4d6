import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../../api.ts';
import type { OwnWorkspace } from '../../../session.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { plural } from '../../../ui/numbers.ts';
import { Section } from '../../../ui/Section.tsx';
import classes from '../outreach.module.css';
import type { Check, Outreach } from '../shapes.ts';
import { AddRows } from './AddRows.tsx';
import { AudienceFields } from './AudienceFields.tsx';
import { EnrolmentList } from './EnrolmentList.tsx';
import { IncompleteGrid } from './IncompleteGrid.tsx';

/** Who a team campaign is for: before the launch lists, segments and what is missing; afterwards each of them with how far they came. */
export function RecipientsTab({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Outreach }) {
  const ids = { workspaceId: workspace.id, outreachId: campaign.id };
  const mayChange = workspace.may('outreach.change') && campaign.state !== 'finished';
  const isDraft = campaign.state === 'draft';
  const check = useQuery({ ...orpc.outreach.check.queryOptions({ input: ids }), enabled: isDraft });
  if (!isDraft)
    return (
      <>
        {mayChange && <AddRows {...ids} launched />}
        <EnrolmentList {...ids} mayChange={mayChange} live={campaign.state === 'running'} steps={campaign.steps.length} />
      </>
    );
  return (
    <div className={classes.sending}>
      <Section title="Lists and segments" lede="Everybody in one of them, once. Who they are is decided at the launch.">
        <AudienceFields {...ids} audience={campaign.audience} mayChange={mayChange} />
        <Loaded query={check} title="How many that are could not be found out." lines={1}>
          {(found) => (
            <p role="status">
              <b>{plural(found.recipients, 'recipient')}</b>
              {leftOut(found)}
            </p>
          )}
        </Loaded>
      </Section>
      {mayChange && (
        <Section title="By hand" lede="Addresses that are in none of your lists. They become recipients of this campaign alone.">
          <AddRows {...ids} launched={false} />
        </Section>
      )}
      <IncompleteGrid
        {...ids}
        mayChange={mayChange}
        missing={
          check.data?.problems.filter(({ code, recipients }) => code === 'missing' || (code === 'file' && recipients !== undefined)) ?? []
        }
      />
    </div>
  );
}

const leftOut = ({ suppressed, bad, unjudged, quiet, added }: Check) => {
  const parts = [
    ...(added > 0 ? [`${plural(added, 'recipient')} of them added by hand`] : []),
    ...(suppressed > 0 ? [`${plural(suppressed, 'address', 'addresses')} left out that may not be written to`] : []),
    ...(bad > 0 ? [`${plural(bad, 'address', 'addresses')} left out because judged bad`] : []),
    ...(unjudged > 0 ? [`${plural(unjudged, 'address is', 'addresses are')} not judged yet`] : []),
    ...(quiet > 0 ? [`${plural(quiet, 'contact')} left out whom another campaign wrote to lately`] : []),
  ];
  return parts.length > 0 ? `; ${parts.join('; ')}.` : '.';
};
