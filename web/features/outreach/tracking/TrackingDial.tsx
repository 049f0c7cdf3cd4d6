import { Radio, Stack } from '@mantine/core';
import type { OwnWorkspace } from '../../../session.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { Section } from '../../../ui/Section.tsx';
import { tell } from '../../../ui/tell.ts';
import type { Outreach } from '../shapes.ts';
import { useChange } from '../useChange.ts';

const levels: { level: Outreach['tracking']; label: string; description: string }[] = [
  {
    level: 'none',
    label: 'Nothing',
    description: 'Messages leave as you wrote them: no hidden image, no changed link, no record.',
  },
  {
    level: 'aggregate',
    label: 'In sum',
    description:
      'How often messages and links are opened, and never by whom. A link whose address holds a merge tag stays as it is and is not counted.',
  },
  {
    level: 'recipient',
    label: 'For each recipient',
    description:
      'Who opened what and when, with IP address and browser, kept until somebody deletes it. Whether you may depends on the law that holds for you.',
  },
];

/** What a team campaign wants to know of its messages being opened. After the launch it can want less, and not more. */
export function TrackingDial({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Outreach }) {
  const change = useChange(workspace.id, campaign.id, () => tell('Saved. It holds from now on.'));
  const mayChange = workspace.may('outreach.change');
  // What was chosen stands there while it is being saved: a keyboard keeps its place.
  const shown = (change.isPending ? change.variables.tracking : undefined) ?? campaign.tracking;
  const present = levels.findIndex(({ level }) => level === campaign.tracking);
  return (
    <Section
      title="Tracking"
      lede="What you want to know of messages being opened. Where it is anything, each message says so at its end. Machines open messages and links, too: they are told apart as well as can be."
    >
      <Radio.Group
        aria-label="Tracking"
        value={shown}
        onChange={(chosen) => change.mutate({ workspaceId: workspace.id, outreachId: campaign.id, tracking: chosen })}
      >
        <Stack gap="sm">
          {levels.map(({ level, label, description }, index) => (
            <Radio
              key={level}
              value={level}
              label={label}
              description={description}
              disabled={!mayChange || (campaign.launchedAt !== null && index > present)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {campaign.launchedAt !== null && present > 0 && (
        <p className="hush small">
          It can be lowered at any time, and is not raised after the launch. Lowered, nothing more is noted at once.
        </p>
      )}
      <Problem error={change.error} title="Tracking was not changed." />
    </Section>
  );
}
