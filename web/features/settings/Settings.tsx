import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { useWorkspace } from '../../session.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Section } from '../../ui/Section.tsx';
import { ExportWorkspace } from '../rights/ExportWorkspace.tsx';
import { AddressProbing } from './AddressProbing.tsx';
import { Agreement } from './Agreement.tsx';
import { DeleteWorkspace } from './DeleteWorkspace.tsx';
import { OutreachGuards } from './OutreachGuards.tsx';
import { RequireApproval } from './RequireApproval.tsx';
import { RequireSecondFactor } from './RequireSecondFactor.tsx';
import { Tokens } from './Tokens.tsx';
import { TrackingDomain } from './TrackingDomain.tsx';
import { Webhooks } from './Webhooks.tsx';
import { WorkspaceName } from './WorkspaceName.tsx';

/** What can be set for the workspace, and one's own API tokens of it. */
export function Settings() {
  const workspace = useWorkspace();
  const shown = useQuery(orpc.workspaces.show.queryOptions({ input: { workspaceId: workspace.id } }));
  return (
    <>
      <PageHead title="Settings" lede={`Of the workspace ${workspace.name}. What is set for the whole copy is the operator’s.`} />
      <Loaded query={shown} title="The settings could not be shown.">
        {({ name, secondFactorRequired, approvalRequired }) => (
          <>
            <Section title="Name" lede="Members see it; supporters do not.">
              <WorkspaceName name={name} />
            </Section>
            <Section title="Second factor" lede="Whether every member must have one.">
              <RequireSecondFactor required={secondFactorRequired} />
            </Section>
            <Section title="Approval" lede="Whether somebody else reads a text before supporters do.">
              <RequireApproval required={approvalRequired} />
            </Section>
          </>
        )}
      </Loaded>
      <Section
        title="Team campaigns"
        lede="How much of them one person and one company get, and when a campaign pauses by itself. Providers close the mailboxes of those who write to many who do not want it."
      >
        <OutreachGuards />
      </Section>
      <Section
        title="Tracking domain"
        lede="Under which name the links of your messages stand: those that are counted, and the one for leaving. A name of your own is known to whoever reads it."
      >
        <TrackingDomain />
      </Section>
      <Section title="Checks of addresses" lede="What is done to find out whether an address of a contact takes mail.">
        <AddressProbing />
      </Section>
      <Section
        title="Data processing agreement"
        lede="What who runs this copy owes your organisation for the data in this workspace (GDPR Art. 28)."
      >
        <Agreement />
      </Section>
      {workspace.may('workspace.export') && (
        <Section id="export" title="Export" lede="Everything of this workspace in one locked file: tables as CSV, and JSON for programs.">
          <ExportWorkspace workspaceId={workspace.id} />
        </Section>
      )}
      {workspace.may('tokens.manage') && (
        <Section title="API tokens" lede="For scripts. A token acts as you, with your role in this workspace.">
          <Tokens />
        </Section>
      )}
      {workspace.may('workspace.change') && (
        <Section
          title="Webhooks"
          lede="Have a server of yours told what happens: campaigns, messages, answers, and the totals of what supporters send. Of supporters nothing but totals is ever told."
        >
          <Webhooks />
        </Section>
      )}
      {workspace.may('workspace.end') && (
        <Section id="delete" title="Delete this workspace" lede="With everything in it. Owners alone can.">
          <DeleteWorkspace name={workspace.name} endsAt={workspace.endsAt} />
        </Section>
      )}
    </>
  );
}
