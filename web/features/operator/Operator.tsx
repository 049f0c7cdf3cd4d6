import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { orpc } from '../../api.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Section } from '../../ui/Section.tsx';
import { useMe } from '../../session.ts';
import { TakeEvidenceOfCopy } from '../audit/TakeEvidence.tsx';
import { RunsOfCopy } from '../kept/Runs.tsx';
import { Health } from './Health.tsx';
import { HeldCampaigns } from './HeldCampaigns.tsx';
import { Jobs } from './Jobs.tsx';
import { Quarantine } from './Quarantine.tsx';
import { Requests } from './Requests.tsx';
import { RetentionRun } from './RetentionRun.tsx';
import { SettingsOfCopy } from './SettingsOfCopy.tsx';
import { WorkspacesOfCopy } from './WorkspacesOfCopy.tsx';

/** For who runs this copy: how it is, what it does by itself, and what is set. */
export function Operator() {
  const me = useMe();
  const health = useQuery(orpc.operator.health.queryOptions({ refetchInterval: 15_000, enabled: me.operator }));
  if (!me.operator) {
    return (
      <>
        <PageHead title="This copy" />
        <EmptyState title="This is the operator’s page.">Only who runs this copy sees it. Your workspaces are in the rail.</EmptyState>
      </>
    );
  }
  const outbox = health.data?.sandbox.outboxUrl;
  const openOutbox = outbox && (
    <Button component="a" href={outbox} target="_blank" rel="noreferrer" rightSection={<IconExternalLink size={18} stroke={1.5} />}>
      Sandbox outbox
    </Button>
  );
  return (
    <>
      <PageHead
        title="This copy"
        lede="What people ask of you, how the copy is, what it does by itself, and what is set. Only operators see this."
        actions={openOutbox}
      />
      {health.data?.quarantine && <Quarantine quarantine={health.data.quarantine} />}
      <Section id="requests" title="Requests" lede="What people ask about their data. The law gives a month for an answer.">
        <Requests />
      </Section>
      <Section
        id="held"
        title="Held campaigns"
        lede="Nobody can write in them until you have looked. Recipients’ complaints hold a campaign by themselves."
      >
        <HeldCampaigns />
      </Section>
      <Loaded query={health} lines={10} title="The health of the copy could not be shown.">
        {(data) => (
          <>
            <Section title="Health" lede="Asked anew every 15 seconds.">
              <Health health={data} />
            </Section>
            <Section title="Retention" lede="Keeps every promise by itself, on schedule. You can run it now, or only count.">
              <RetentionRun />
              <RunsOfCopy />
            </Section>
            <Section
              title="Evidence"
              lede="What an auditor asks for: who has access, audit entries that can be verified elsewhere, retention, keys, sub-processors."
            >
              <TakeEvidenceOfCopy />
            </Section>
            <Section title="Jobs" lede="What happens by itself.">
              <Jobs jobs={data.jobs} />
            </Section>
            <Section title="Workspaces" lede="Counts alone: an operator reads no workspace’s content here.">
              <WorkspacesOfCopy workspaces={data.workspaces} />
            </Section>
            <Section title="Settings" lede="Read from the environment at start. Secrets are never shown.">
              <SettingsOfCopy settings={data.settings} />
            </Section>
          </>
        )}
      </Loaded>
    </>
  );
}
