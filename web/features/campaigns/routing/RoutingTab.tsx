import { Checkbox } from '@mantine/core';
import type { OwnWorkspace } from '../../../session.ts';
import { Section } from '../../../ui/Section.tsx';
import { messagesOf } from '../letter/wordings.ts';
import type { Campaign } from '../shapes.ts';
import { ChoiceField } from './ChoiceField.tsx';
import { Limits } from './Limits.tsx';
import { OwnFields } from './OwnFields.tsx';
import classes from './routing.module.css';
import { RoutingSave } from './RoutingSave.tsx';
import { RuleList } from './RuleList.tsx';
import type { RoutingChange } from './useRouting.ts';

interface RoutingTabProps {
  workspace: OwnWorkspace;
  campaign: Campaign;
  routing: RoutingChange;
}

/** Which letters go to whom, how many, and when; nothing of it holds before it is saved. */
export function RoutingTab({ workspace, campaign, routing }: RoutingTabProps) {
  const mayChange = workspace.may('campaigns.change') && campaign.state !== 'closed';
  const { form, set } = routing;
  return (
    <form className={classes.routing} onSubmit={(event) => event.preventDefault()} aria-label="Routing">
      {!mayChange && (
        <p className="hush">
          {campaign.state === 'closed' ? 'The campaign is closed; this stays as it was.' : 'Your role sees this and does not change it.'}
        </p>
      )}
      <fieldset disabled={!mayChange}>
        <Section title="Who they write to" lede="Of all recipients who may be written to, a supporter is offered some.">
          <ChoiceField routing={routing} />
        </Section>
        <Section title="How much, and when" lede="So that nobody’s mailbox is flooded, and letters arrive when somebody reads them.">
          <Limits routing={routing} />
        </Section>
        <Section title="Own fields" lede="What rules may look at beside language, country, region, district and party.">
          <OwnFields routing={routing} />
        </Section>
        <Section
          title="Rules"
          lede="Read from top to bottom for each recipient; the first that fits decides. Who fits none gets the main message."
        >
          <RuleList routing={routing} messages={messagesOf(campaign.wordings)} problems={campaign.problems} />
        </Section>
        <Section title="Links in letters">
          <Checkbox
            label="Count how often links are followed"
            description="Links in letters then lead through this copy. What is kept is a count for each link: how often it was followed, and how often by people rather than programs. Nothing says who followed it, or from which letter. Off, links stay as they are written."
            checked={form.trackLinks}
            onChange={(event) => set({ trackLinks: event.currentTarget.checked })}
          />
        </Section>
        <Section title="Against programs">
          <Checkbox
            label="Ask browsers for a small calculation"
            description="Before a supporter goes on, their browser calculates for a second or two. It costs a person nothing and a program that starts thousands of letters a lot. No puzzle, and nobody else is asked. It needs JavaScript, so leave it off unless somebody abuses the page."
            checked={form.challenge === 'work'}
            onChange={(event) => set({ challenge: event.currentTarget.checked ? 'work' : 'none' })}
          />
        </Section>
      </fieldset>
      {mayChange && <RoutingSave routing={routing} />}
    </form>
  );
}
