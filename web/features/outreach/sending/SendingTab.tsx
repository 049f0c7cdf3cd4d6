import { Button, Checkbox, Group, NumberInput, Switch, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orpc } from '../../../api.ts';
import type { OwnWorkspace } from '../../../session.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { count } from '../../../ui/numbers.ts';
import { Problem } from '../../../ui/Problem.tsx';
import { Section } from '../../../ui/Section.tsx';
import { State } from '../../../ui/State.tsx';
import { tell } from '../../../ui/tell.ts';
import classes from '../outreach.module.css';
import { dayNames, type Outreach } from '../shapes.ts';
import { useChange } from '../useChange.ts';
import { FooterLanguage } from '../tracking/FooterLanguage.tsx';
import { TrackingDial } from '../tracking/TrackingDial.tsx';
import { FlightPlan } from './FlightPlan.tsx';
import { useSending } from './useSending.ts';

/** From where and when a team campaign is sent. */
export function SendingTab({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Outreach }) {
  const mayChange = workspace.may('outreach.change') && campaign.state !== 'finished';
  const change = useChange(workspace.id, campaign.id, () => tell('Saved.'));
  const { form, set, unsaved, changed, problem } = useSending(campaign);
  const mailboxes = useQuery(orpc.mailboxes.list.queryOptions({ input: { workspaceId: workspace.id } }));
  const launched = campaign.launchedAt !== null;
  return (
    <>
      <form
        className={classes.sending}
        aria-label="Sending"
        onSubmit={(event) => {
          event.preventDefault();
          if (unsaved && !problem) change.mutate({ workspaceId: workspace.id, outreachId: campaign.id, ...changed() });
        }}
      >
        <fieldset disabled={!mayChange}>
          <Section
            title="Mailboxes"
            lede="Messages are spread over these, each within its own limit and hours. Follow-ups stay with the mailbox that wrote first."
          >
            <Loaded query={mailboxes} title="The mailboxes could not be loaded.">
              {({ mailboxes: all }) =>
                all.length === 0 ? (
                  <p className="hush">
                    No mailbox is connected yet.{' '}
                    <Link to="/w/$slug/mailboxes" params={{ slug: workspace.slug }}>
                      Connect one
                    </Link>
                  </p>
                ) : (
                  <Checkbox.Group aria-label="Mailboxes" value={form.mailboxes} onChange={(chosen) => set({ mailboxes: chosen })}>
                    <div className={classes.choices}>
                      {all.map(({ id, name, address, usedInDay, limitNow, parkedBecause }) => (
                        <Checkbox
                          key={id}
                          value={id}
                          label={
                            <>
                              {name} <span className="faint">{address}</span>
                            </>
                          }
                          description={
                            parkedBecause ? (
                              <State of="paused">Sends nothing at the moment</State>
                            ) : (
                              `${count(usedInDay)} of ${count(limitNow)} in the last 24 hours`
                            )
                          }
                        />
                      ))}
                    </div>
                  </Checkbox.Group>
                )
              }
            </Loaded>
          </Section>
          <Section title="Sending hours" lede="Nothing leaves outside of them. A mailbox’s own hours hold as well.">
            <Checkbox.Group
              label="Days"
              value={dayNames.filter((_, index) => form.workingDays & (1 << index))}
              onChange={(days) =>
                set({ workingDays: dayNames.reduce((sum, day, index) => sum | (days.includes(day) ? 1 << index : 0), 0) })
              }
            >
              <Group gap="md" mt="xs">
                {dayNames.map((day) => (
                  <Checkbox key={day} value={day} label={day} />
                ))}
              </Group>
            </Checkbox.Group>
            <div className={classes.pair}>
              <TextInput label="From" type="time" value={form.opens} onChange={(event) => set({ opens: event.currentTarget.value })} />
              <TextInput label="To" type="time" value={form.closes} onChange={(event) => set({ closes: event.currentTarget.value })} />
            </div>
            <TextInput
              label="Time zone"
              description="Such as Europe/Vienna"
              className={classes.zone}
              value={form.timeZone}
              onChange={(event) => set({ timeZone: event.currentTarget.value })}
              maxLength={60}
            />
            <Switch
              label="By the clock of each recipient"
              description="Where a contact’s time zone is known, these hours are meant in it."
              checked={form.byRecipientZone}
              onChange={(event) => set({ byRecipientZone: event.currentTarget.checked })}
            />
          </Section>
          <Section title="Start and end">
            <div className={classes.pair}>
              <TextInput
                label="Begins"
                description="At its launch when empty"
                type="datetime-local"
                disabled={launched}
                value={form.starts}
                onChange={(event) => set({ starts: event.currentTarget.value })}
              />
              <TextInput
                label="Ends"
                description="Whoever still waits then gets nothing more"
                type="datetime-local"
                value={form.ends}
                onChange={(event) => set({ ends: event.currentTarget.value })}
              />
            </div>
          </Section>
          <Section title="Time to think again" lede="So that a launch can be taken back before anything has left.">
            <NumberInput
              label="Minutes before the first message"
              description="After the launch nothing leaves for so long, and it can be taken back; 0 begins at once."
              className={classes.number}
              min={0}
              max={1440}
              allowDecimal={false}
              allowNegative={false}
              disabled={launched}
              value={form.holdMinutes}
              onChange={(value) => set({ holdMinutes: Number(value) })}
            />
          </Section>
          <Section title="Consideration">
            <Switch
              label="A reply stops it for the whole company"
              description="When one person answers, their colleagues get no follow-up either."
              checked={form.stopForCompany}
              onChange={(event) => set({ stopForCompany: event.currentTarget.checked })}
            />
            <NumberInput
              label="Days of quiet"
              description="Leave out whoever another team campaign wrote to within so many days; 0 leaves out nobody."
              className={classes.number}
              min={0}
              max={365}
              allowDecimal={false}
              allowNegative={false}
              disabled={launched}
              value={form.quietDays}
              onChange={(value) => set({ quietDays: Number(value) })}
            />
            <Switch
              label="Leave out addresses that were judged bad"
              description={
                launched
                  ? 'For whoever is added from now on.'
                  : 'Nothing takes mail for them, so messages would come back. Risky ones, such as info@, are written to.'
              }
              checked={form.leaveOutBadAddresses}
              onChange={(event) => set({ leaveOutBadAddresses: event.currentTarget.checked })}
            />
          </Section>
        </fieldset>
        {mayChange && (
          <div className={classes.save}>
            <Problem error={change.error} title="The sending was not saved." />
            <div className={classes.saveRow}>
              <Button
                type="submit"
                variant={unsaved ? 'filled' : 'default'}
                loading={change.isPending}
                disabled={!unsaved || problem !== undefined}
              >
                Save
              </Button>
              <p role="status" className="small hush">
                {problem ?? (unsaved ? 'Not saved yet' : '')}
              </p>
            </div>
          </div>
        )}
      </form>
      <TrackingDial workspace={workspace} campaign={campaign} />
      <FooterLanguage workspace={workspace} campaign={campaign} />
      {campaign.state !== 'finished' && campaign.mailboxes.length > 0 && (
        <Section title="Flight plan" lede="Made by the planner that sends, from what is saved.">
          <FlightPlan workspaceId={workspace.id} campaign={campaign} />
        </Section>
      )}
    </>
  );
}
