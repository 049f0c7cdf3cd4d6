import type { Antiphon } from '../typescript/antiphon.ts';

/** Writes a team campaign of one step, and reads how each recipient stands in it. */
export async function writeTeamCampaign(antiphon: Antiphon, workspaceId: string, rows: string) {
  const { id: outreachId } = await antiphon.outreach.create({ workspaceId, name: 'Partners' });
  const texts = [{ variant: 'a', weight: 1, subject: 'The ford', html: '<p>Good morning {{first_name | default: "there"}},</p><p>…</p>' }];
  await antiphon.outreach.saveSteps({ workspaceId, outreachId, steps: [{ delayHours: 0, sameThread: false, texts }] });
  await antiphon.outreach.addRecipients({ workspaceId, outreachId, rows });
  const states: Record<string, string> = {};
  for (let after: string | undefined; ; ) {
    const page = await antiphon.outreach.recipients({ workspaceId, outreachId, after });
    for (const { email, state } of page.recipients) states[email] = state;
    if ((after = page.after) === undefined) return states;
  }
}
